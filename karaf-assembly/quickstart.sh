#!/usr/bin/env bash
# Viaduct in one go: builds it if needed, boots it, starts three simulated CPEs, reboots one and sends
# another a file, through oneM2M HTTP with curl. Every request is shown as it is sent.
set -uo pipefail

usage() {
  cat <<'TEXT'
usage: karaf-assembly/quickstart.sh [--once] [--onem2m-port N] [--cwmp-port N] [--files-port N]
                                    [--ssh-port N]

  --once            end when both commands have ended: exit 0 if both succeeded, else 1
  --onem2m-port N   port of the oneM2M listener (8080)
  --cwmp-port N     port of the CWMP listener (7547)
  --files-port N    port of the listener for files (7548)
  --ssh-port N      port of the console over SSH (8101)

Without --once the server is left running until Ctrl-C, which ends everything this script started.
TEXT
}

root=$(cd "$(dirname "$0")/.." && pwd)
assembly=$root/karaf-assembly/target/assembly
once=false onem2m_port=8080 cwmp_port=7547 files_port=7548 ssh_port=8101 log=

die() {
  echo "quickstart: $*${log:+ (log: $log)}" >&2
  exit 1
}

while (($#)); do
  case $1 in
    --once) once=true ;;
    --onem2m-port | --cwmp-port | --files-port | --ssh-port)
      [[ ${2-} =~ ^[1-9][0-9]{0,4}$ && $2 -le 65535 ]] || die "$1 needs a port number, 1 to 65535"
      case $1 in
        --onem2m-port) onem2m_port=$2 ;;
        --cwmp-port) cwmp_port=$2 ;;
        --files-port) files_port=$2 ;;
        --ssh-port) ssh_port=$2 ;;
      esac
      shift
      ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 1 ;;
  esac
  shift
done

# ---- what it needs ----

find_java() {
  if [[ -n ${JAVA_HOME-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || die "JAVA_HOME is $JAVA_HOME, where there is no bin/java: set it to a JDK 17"
  else
    java=$(command -v java) || die "Java is missing: install a JDK 17, or set JAVA_HOME to one"
  fi
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
  [[ $version == 17 || $version == 17.* ]] ||
    die "Java 17 is needed, and $java is ${version:-something else}: set JAVA_HOME to a JDK 17"
}

check_port() {
  if (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; then
    die "port $1 is taken: stop what listens there, or choose another with $2"
  fi
}

newest() { find "$1" -name "$2" -type f 2> /dev/null | head -n 1; }

out_of_date() {
  local archive
  archive=$(newest "$root/karaf-assembly/target" 'karaf-assembly-*.tar.gz')
  simulator=$(newest "$root/bundles/cpe.simulator/target" 'cpe.simulator-*-cli.jar')
  [[ -d $assembly && -n $archive && -n $simulator ]] || return 0
  [[ -n $(find "$root/pom.xml" "$root"/bundles/pom.xml "$root"/bundles/*/pom.xml "$root"/bundles/*/src/main \
    "$root"/features/pom.xml "$root/features/src" "$root/karaf-assembly/pom.xml" "$root/karaf-assembly/src" \
    -type f -newer "$archive" 2> /dev/null | head -n 1) ]]
}

build() {
  command -v mvn > /dev/null || die "Maven (mvn) is missing, and there is no build to run yet: install Maven 3.8 or later"
  "$(dirname "$java")/javac" -version > /dev/null 2>&1 || command -v javac > /dev/null ||
    die "a JDK 17 is needed to build, and $java belongs to a JRE: set JAVA_HOME to a JDK 17"
  log=$work/build.log
  start "$log" mvn -B -ntp -f "$root/pom.xml" -DskipTests package
  progress "Building" "$started" || true
  wait "$started" || die "the build failed"
  out_of_date && die "the build left no assembly"
  log=
}

# ---- processes: each in a group of its own, all ended at exit ----

groups=()

start() {
  local output=$1
  shift
  set -m
  "$@" < /dev/null > "$output" 2>&1 &
  started=$!
  set +m
  groups+=("$started")
}

end_all() {
  local status=$?
  trap '' INT TERM
  trap - EXIT
  if ((${#groups[@]})); then
    for group in "${groups[@]}"; do kill -TERM -- "-$group" 2> /dev/null; done
    for ((i = 0; i < 100; i++)); do
      any=false
      for group in "${groups[@]}"; do kill -0 -- "-$group" 2> /dev/null && any=true; done
      $any || break
      sleep 0.1
    done
    for group in "${groups[@]}"; do kill -KILL -- "-$group" 2> /dev/null; done
    wait 2> /dev/null
  fi
  exit "$status"
}

# Prints dots until a process ends, or until a command succeeds.
progress() {
  local text=$1 process=$2 seconds=0
  shift 2
  printf '%s ' "$text"
  while kill -0 "$process" 2> /dev/null; do
    if (($#)) && "$@"; then
      printf ' %d s\n' "$((seconds / 2))"
      return 0
    fi
    (($# && seconds >= 240)) && break
    ((seconds++ % 2)) || printf .
    sleep 0.5
  done
  printf ' %d s\n' "$((seconds / 2))"
  return 1
}

# ---- oneM2M ----

url=
request_number=0

oneM2M() {
  local method=$1 target=$2 content=${3-} type=${4-}
  local arguments=(-s -X "$method" -H 'X-M2M-Origin: CAdmin' -H "X-M2M-RI: q$((++request_number))" -H 'X-M2M-RVI: 3')
  [[ -z $content ]] || arguments+=(-H "Content-Type: application/json${type:+;ty=$type}" -d "$content")
  arguments+=("$url$target")
  shown="curl"
  for argument in "${arguments[@]}"; do
    [[ $argument =~ ^[A-Za-z0-9:/._=-]+$ ]] && shown+=" $argument" || shown+=" '$argument'"
  done
  status=$(curl "${arguments[@]}" --noproxy '*' -m 60 -D "$work/head" -o "$work/body" -w '%{http_code}')
  rsc=$(tr -d '\r' < "$work/head" 2> /dev/null | sed -n 's/^[Xx]-[Mm]2[Mm]-[Rr][Ss][Cc]: *//p')
  body=$(cat "$work/body" 2> /dev/null)
}

pretty() {
  if command -v jq > /dev/null; then
    jq .
  elif command -v python3 > /dev/null; then
    python3 -m json.tool --indent 2
  else
    awk '{ for (i = 1; i <= length($0); i++) {
             c = substr($0, i, 1)
             if (quoted) { printf "%s", c; if (escaped) escaped = 0; else if (c == "\\") escaped = 1; else if (c == "\"") quoted = 0 }
             else if (c == "\"") { quoted = 1; printf c }
             else if (c ~ /[{[]/) { depth++; printf "%s\n%*s", c, 2 * depth, "" }
             else if (c ~ /[]}]/) { depth--; printf "\n%*s%s", 2 * depth, "", c }
             else if (c == ",") printf ",\n%*s", 2 * depth, ""
             else if (c == ":") printf ": "
             else if (c !~ /[ \t\r]/) printf "%s", c } }
         END { print "" }'
  fi
}

show() {
  echo
  echo ">>> $shown"
  echo "<<< HTTP $status, response status code ${rsc:-none}"
  [[ -z $body ]] || pretty <<< "$body" | sed 's/^/    /'
}

step() {
  echo
  echo "== $1"
  shift
  oneM2M "$@"
  show
}

expect() {
  [[ $rsc == "$1" ]] || die "that should have been answered $1"
}

member() { sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" <<< "$body" | head -n 1; }

# execStatus and execResult by name (TS-0004 6.3.4.2.15 and 6.3.4.2.16)
statuses=(- INITIATED PENDING FINISHED CANCELLING CANCELLED STATUS_NON_CANCELLABLE)
results=(STATUS_SUCCESS STATUS_REQUEST_UNSUPPORTED STATUS_REQUEST_DENIED STATUS_CANCELLATION_DENIED
  STATUS_INTERNAL_ERROR STATUS_INVALID_ARGUMENTS STATUS_RESOURCES_EXCEEDED STATUS_FILE_TRANSFER_FAILED
  STATUS_FILE_TRANSFER_SERVER_AUTHENTICATION_FAILURE STATUS_UNSUPPORTED_PROTOCOL STATUS_UPLOAD_FAILED
  STATUS_FILE_TRANSFER_FAILED_MULTICAST_GROUP_UNABLE_JOIN STATUS_FILE_TRANSFER_FAILED_SERVER_CONTACT_FAILED
  STATUS_FILE_TRANSFER_FAILED_FILE_ACCESS_FAILED STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE
  STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED STATUS_FILE_TRANSFER_FILE_AUTHENTICATION_FAILURE - -
  STATUS_FILE_TRANSFER_WINDOW_EXCEEDED)
results[31]=STATUS_NOT_FINISHED

named() {
  exs=$(member exs) exr=$(member exr)
  outcome="${statuses[${exs:-0}]:-$exs} / ${results[${exr:--1}]:-$exr}"
}

answers() { oneM2M GET /cse-in && [[ $rsc == 2000 ]]; }

nodes_are_there() {
  oneM2M GET '/cse-in?fu=1&ty=14'
  (($(grep -o '"[^"]*"' <<< "$body" | wc -l) >= 4)) # m2m:uril and three addresses
}

ended() {
  oneM2M GET "/$instance"
  [[ $(member exs) == [356] ]]
}

# Executes a mgmtCmd and follows its execInstance to the end; leaves the outcome.
run_command() {
  local name=$1 command=$2
  step "Execute it: the answer comes when the CPE has accepted the RPC" PUT "/cse-in/$command" '{"m2m:mgc":{"exe":true}}'
  instance=$(member val)
  if [[ -z $instance ]]; then
    summary+=("$name cse-in/$command refused: ${rsc:-no answer} $(member 'm2m:dbg')")
    failed=true
    return
  fi
  for ((i = 0; i < 120; i++)); do
    ended && break
    sleep 0.5
  done
  echo
  echo "== How it ended"
  show
  named
  summary+=("$(printf '%-9s %s  %s' "$name" "$instance" "$outcome")")
  [[ $outcome == 'FINISHED / STATUS_SUCCESS' ]] || failed=true
}

# ---- the show ----

find_java
command -v curl > /dev/null || die "curl is missing: install it"
[[ $(printf '%s\n' "$onem2m_port" "$cwmp_port" "$files_port" "$ssh_port" | sort -u | wc -l) == 4 ]] ||
  die "the ports for oneM2M, CWMP, files and SSH must differ: $onem2m_port, $cwmp_port, $files_port, $ssh_port"
check_port "$onem2m_port" --onem2m-port
check_port "$cwmp_port" --cwmp-port
check_port "$files_port" --files-port
check_port "$ssh_port" --ssh-port

work=$root/karaf-assembly/target/quickstart/$onem2m_port
mkdir -p "$work" || die "cannot write $work"
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if out_of_date; then build; fi
rm -rf "$work" && mkdir -p "$work" && cp -R "$assembly" "$work/viaduct" || die "cannot copy the assembly to $work"

server=$work/viaduct
echo "port = $onem2m_port" >> "$server/etc/org.viaduct.http.listener-onem2m.cfg"
echo "port = $cwmp_port" >> "$server/etc/org.viaduct.http.listener-cwmp.cfg"
echo "port = $files_port" >> "$server/etc/org.viaduct.http.listener-files.cfg"
echo "url = http://127.0.0.1:$files_port/" >> "$server/etc/org.viaduct.files.cfg"
echo "sshPort = $ssh_port" >> "$server/etc/org.apache.karaf.shell.cfg"
url=http://127.0.0.1:$onem2m_port

log=$server/data/log/karaf.log
start "$work/console.log" env JAVA_HOME="$(cd "$(dirname "$(readlink -f "$java")")/.." && pwd)" KARAF_EXEC=exec "$server/bin/karaf" server
server_process=$started
progress "Booting Viaduct" "$server_process" answers ||
  die "the server does not answer at $url; see also $work/console.log"

log=$work/cpes.log
start "$log" "$java" -jar "$simulator" --acs "http://127.0.0.1:$cwmp_port/" --count 3
cpes=$started
progress "Starting three simulated CPEs" "$cpes" nodes_are_there || die "their nodes did not appear"

printf 'A firmware image, as far as the simulated CPE is concerned.\n' > "$work/firmware.bin"
log=$work/files.log
start "$log" "$java" -jar "$simulator" serve "$work/firmware.bin"
progress "Serving a file" "$started" grep -q 'http://' "$log" || die "the file server did not start"
file=$(grep -o 'http://[^ ]*' "$log" | head -n 1)
log=$server/data/log/karaf.log

failed=false summary=()
step "The CPEs as the CSE found them" GET '/cse-in?fu=1&ty=14'
nodes=($(grep -o '"cse-in[^"]*"' <<< "$body" | tr -d '"'))

step "A command that reboots the first" POST /cse-in "{\"m2m:mgc\":{\"rn\":\"reboot\",\"cmt\":2,\"ext\":\"${nodes[0]}\"}}" 12
expect 2001
run_command REBOOT reboot

step "A command that sends the second a file, while the first reboots" POST /cse-in \
  "{\"m2m:mgc\":{\"rn\":\"upgrade\",\"cmt\":4,\"ext\":\"${nodes[1]}\",\"exra\":{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"$file\"}]}}}" 12
expect 2001
run_command DOWNLOAD upgrade

if $once; then
  echo
  printf '%s\n' "${summary[@]}"
  $failed && exit 1
  exit 0
fi

cat <<TEXT

Viaduct is running, with three CPEs, until Ctrl-C:
  oneM2M   $url/cse-in  (originator CAdmin)
  CWMP     http://127.0.0.1:$cwmp_port/
  console  $server/bin/client -a $ssh_port  (once a user is enabled in $server/etc/users.properties)
  log      $server/data/log/karaf.log

TEXT
printf '%s\n' "${summary[@]}"
wait "$server_process"
die "the server ended"
