package org.viaduct.cwmp.codec;

/** What devices send when they boot, with their habits. */
final class RealInforms {
    /** A gateway with the old data model: SOAP-ENV prefixes, types on everything, a fraction and no zone in the time. */
    static final String TR_098 =
            """
            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
              <SOAP-ENV:Header>
                <cwmp:ID SOAP-ENV:mustUnderstand="1">1804289383</cwmp:ID>
                <cwmp:NoMoreRequests>0</cwmp:NoMoreRequests>
              </SOAP-ENV:Header>
              <SOAP-ENV:Body SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">
                <cwmp:Inform>
                  <DeviceId>
                    <Manufacturer>Examplecom</Manufacturer>
                    <OUI>00d09e</OUI>
                    <ProductClass>HG 800-v2</ProductClass>
                    <SerialNumber> 00D09E-0011223344 </SerialNumber>
                  </DeviceId>
                  <Event SOAP-ENC:arrayType="cwmp:EventStruct[2]" xsi:type="SOAP-ENC:Array">
                    <EventStruct><EventCode>0 BOOTSTRAP</EventCode><CommandKey/></EventStruct>
                    <EventStruct><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></EventStruct>
                  </Event>
                  <MaxEnvelopes>1</MaxEnvelopes>
                  <CurrentTime>1970-01-01T00:01:12.5</CurrentTime>
                  <RetryCount>0</RetryCount>
                  <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[3]">
                    <ParameterValueStruct>
                      <Name>InternetGatewayDevice.DeviceSummary</Name>
                      <Value xsi:type="xsd:string">InternetGatewayDevice:1.4[](Baseline:1, EthernetLAN:1)</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>InternetGatewayDevice.DeviceInfo.SoftwareVersion</Name>
                      <Value xsi:type="xsd:string(64)">V100R001C01</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>InternetGatewayDevice.ManagementServer.ConnectionRequestURL</Name>
                      <Value>http://127.0.0.1:30005/a?x=1&y=2</Value>
                    </ParameterValueStruct>
                  </ParameterList>
                </cwmp:Inform>
              </SOAP-ENV:Body>
            </SOAP-ENV:Envelope>
            """;

    /** A router with the new data model and the headers of CWMP 1.4. */
    static final String TR_181 =
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <soap_env:Envelope xmlns:soap_env='http://schemas.xmlsoap.org/soap/envelope/'
                xmlns:soap_enc='http://schemas.xmlsoap.org/soap/encoding/'
                xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'
                xmlns:cwmp='urn:dslforum-org:cwmp-1-2'>
              <soap_env:Header>
                <cwmp:SupportedCWMPVersions soap_env:mustUnderstand='0'>1.0, 1.1,1.2,1.3,1.4</cwmp:SupportedCWMPVersions>
                <cwmp:SessionTimeout soap_env:mustUnderstand='0'>60</cwmp:SessionTimeout>
                <cwmp:ID soap_env:mustUnderstand='1'>0</cwmp:ID>
              </soap_env:Header>
              <soap_env:Body>
                <cwmp:Inform>
                  <DeviceId>
                    <Manufacturer>Examplewrt</Manufacturer>
                    <OUI>F4F26D</OUI>
                    <ProductClass>Archer_C7</ProductClass>
                    <SerialNumber>F4F26DAABBCC</SerialNumber>
                  </DeviceId>
                  <Event soap_enc:arrayType='cwmp:EventStruct[3]'>
                    <EventStruct><EventCode>1 BOOT</EventCode><CommandKey/></EventStruct>
                    <EventStruct><EventCode>7 TRANSFER COMPLETE</EventCode><CommandKey/></EventStruct>
                    <EventStruct><EventCode>M Download</EventCode><CommandKey>01HX-7</CommandKey></EventStruct>
                  </Event>
                  <MaxEnvelopes>1</MaxEnvelopes>
                  <CurrentTime>2026-03-01T12:15:30+02:00</CurrentTime>
                  <RetryCount>3</RetryCount>
                  <ParameterList soap_enc:arrayType='cwmp:ParameterValueStruct[9]'>
                    <ParameterValueStruct>
                      <Name>Device.RootDataModelVersion</Name><Value xsi:type='xsd:string'>2.11</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.DeviceInfo.HardwareVersion</Name><Value xsi:type='xsd:string'>5.0</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type='xsd:string'>23.05.3</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.DeviceInfo.ProvisioningCode</Name><Value xsi:type='xsd:string'/>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.DeviceInfo.UpTime</Name><Value xsi:type='xsd:unsignedInt'>42</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.ManagementServer.ParameterKey</Name><Value xsi:type='xsd:string'>k1</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.ManagementServer.ConnectionRequestURL</Name>
                      <Value xsi:type='xsd:string'>http://127.0.0.1:7548/8f3c0a</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.ManagementServer.AliasBasedAddressing</Name><Value xsi:type='xsd:boolean'>0</Value>
                    </ParameterValueStruct>
                    <ParameterValueStruct>
                      <Name>Device.IP.Interface.1.IPv4Address.1.IPAddress</Name>
                      <Value xsi:type='xsd:string'>192.0.2.17</Value>
                    </ParameterValueStruct>
                  </ParameterList>
                </cwmp:Inform>
              </soap_env:Body>
            </soap_env:Envelope>
            """;

    private RealInforms() {}
}
