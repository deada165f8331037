-- creationTime and lastModifiedTime, in microseconds since 1970; 0 for none. What was there before is filled in by Moments.
ALTER TABLE viaduct_resource
    ADD COLUMN created  bigint NOT NULL DEFAULT 0,
    ADD COLUMN modified bigint NOT NULL DEFAULT 0;

-- The greatest number for what never expires.
UPDATE viaduct_resource SET expires = 9223372036854775807 WHERE expires IS NULL;
ALTER TABLE viaduct_resource ALTER COLUMN expires SET NOT NULL;

CREATE INDEX viaduct_resource_created ON viaduct_resource (created, number);
CREATE INDEX viaduct_resource_modified ON viaduct_resource (modified, number);
