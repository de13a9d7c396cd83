#!/bin/sh
# Asks the Defender API for the score and publishes it as a file, for <secure-score-gauge src="…">.
#
#   publish-snapshot.sh FILE
#
# FILE is replaced in one step, and only by a good answer: on any failure it stays as it was, and the exit status is not 0. It
# holds the time and the score and nothing else of the answer. Needs curl 7.55 or later, jq, and mv with -T (GNU, BusyBox).
# The program secure-score-publish does the same, and keeps a history: see docs/static-hosting.md.
#
#   SECURE_SCORE_TOKEN          a bearer token for https://api.securitycenter.microsoft.com; or, to get one here
#                               as an application (permission Score.Read.All), these three:
#   SECURE_SCORE_TENANT         the directory (tenant) ID
#   SECURE_SCORE_CLIENT_ID      the application (client) ID
#   SECURE_SCORE_CLIENT_SECRET  the client secret
#   SECURE_SCORE_API_BASE       root of the API; default https://api.securitycenter.microsoft.com
#   SECURE_SCORE_LOGIN          root of the sign-in service; default https://login.microsoftonline.com
#   SECURE_SCORE_METRIC         secure-score (default) or exposure-score

# A trace would show the secrets.
set +x
set -eu
# Ranges of characters mean bytes, and no file of ours is for others while it is written.
export LC_ALL=C
umask 077

# The audience of every token, whichever host is asked.
resource=https://api.securitycenter.microsoft.com

fail() {
  printf 'publish-snapshot: %s; %s is unchanged\n' "$1" "${file:-the file}" >&2
  exit 1
}

# Checks the root of a service: https, or http to the loopback, as what is sent there is a secret. A user part or anything else
# that readers of addresses may read in different ways is refused. Usage: check_root VARIABLE VALUE
check_root() {
  rest=${2#*://}
  authority=${rest%%/*}
  case $rest in *[!][A-Za-z0-9._~:/-]*) fail "$1: expected an address of letters, digits and . _ ~ : / -" ;; esac
  case $authority in
    '[::1]' | '[::1]:'*) port=${authority#'[::1]'} host=localhost ;;
    *[][]*) fail "$1: expected a name or an IPv4 address as host" ;;
    *:*) port=:${authority#*:} host=${authority%%:*} ;;
    *) port='' host=$authority ;;
  esac
  case $port in '' | :[0-9] | :[0-9][0-9] | :[0-9][0-9][0-9] | :[0-9][0-9][0-9][0-9] | :[0-9][0-9][0-9][0-9][0-9]) ;;
    *) fail "$1: expected a number as port" ;;
  esac
  case $2 in
    https://?*) [ -n "$host" ] || fail "$1: expected a host" ;;
    http://*) case $host in localhost | 127.0.0.1) ;; *) fail "$1: the address must start with https://" ;; esac ;;
    *) fail "$1: the address must start with https://" ;;
  esac
}

# Sends a request. A redirect is never followed, as a secret could go elsewhere with it.
# --disable: a .curlrc that follows redirects or traces must not have a say. The loopback needs no proxy.
ask() {
  url=$1
  shift
  curl --disable --globoff --silent --show-error --proto '=http,https' --noproxy 'localhost,127.0.0.1,[::1]' --max-time 30 \
    --retry 3 --retry-max-time 120 --max-filesize 65536 --header 'Accept: application/json' --write-out '%{http_code}' "$@" "$url"
}

# The codes of an error answer, for a person: never the free text, and never a control character.
reason() {
  jq -r '.error | if type == "object" then "\(.code) \(.target // "")" else . end' "$answer" 2>/dev/null |
    tr -cd '[:alnum:] _-' | cut -c 1-120
}

# Secrets go to curl through its standard input: an argument can be read by every user of the machine.
get_token() {
  status=$(printf '%s' "$SECURE_SCORE_CLIENT_SECRET" |
    ask "${login%/}/$SECURE_SCORE_TENANT/oauth2/v2.0/token" \
      --output "$answer" --data grant_type=client_credentials --data-urlencode "client_id=$SECURE_SCORE_CLIENT_ID" \
      --data-urlencode "scope=$resource/.default" --data-urlencode client_secret@-) ||
    fail 'the sign-in service could not be asked'
  [ "$status" = 200 ] || fail "the sign-in service answered $status ($(reason)), 200 was expected"
  token=$(jq -er '.access_token | strings' "$answer") || fail 'the sign-in service gave no access_token'
  : >"$answer"
}

# Whether a token can stand in a header: visible ASCII characters. A line break in it would begin another header.
check_token() {
  case $token in *[!!-~]*) fail "$1: expected a token of visible ASCII characters" ;; esac
}

get_score() {
  status=$(printf 'Authorization: Bearer %s\n' "$token" |
    ask "${base%/}/api/$path" --output "$answer" --header @-) ||
    fail 'the API could not be asked'
  [ "$status" = 200 ] || fail "the API answered $status ($(reason)), 200 was expected"
}

# Writes what the widget accepts into $new: of one object, of at most 64 KiB, a finite number "score" from 0 on and an instant
# "time" that the calendar has. jq makes infinity the largest number, and reads a date that there is not as another one.
take_score() {
  [ "$(wc -c <"$answer")" -le 65536 ] || fail 'the answer is larger than 64 KiB'
  jq -ces 'if length == 1 and (.[0] | type == "object"
      and (.score | type == "number" and . >= 0 and . < 1.7976931348623157e308)
      and (.time | type == "string" and test(
        "\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,7})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\\z")
        and ((.[0:19] + "Z") | . == (fromdate | todate))))
    then .[0] | {time, score} else false end' "$answer" >"$new" 2>/dev/null ||
    fail 'the answer is not a score: a JSON object with a number "score" and a time "time" was expected'
}

[ $# -eq 1 ] && [ -n "$1" ] || { echo 'usage: publish-snapshot.sh FILE' >&2; exit 2; }
case $1 in -*) file=./$1 ;; *) file=$1 ;; esac
command -v curl >/dev/null || fail 'curl is not installed'
command -v jq >/dev/null || fail 'jq is not installed'
[ ! -h "$file" ] || fail 'it is a symbolic link, a file was expected'
[ ! -e "$file" ] || [ -f "$file" ] || fail 'it is not a file'

case ${SECURE_SCORE_METRIC:-secure-score} in
  secure-score) path=configurationScore ;;
  exposure-score) path=exposureScore ;;
  *) fail 'SECURE_SCORE_METRIC must be secure-score or exposure-score' ;;
esac
base=${SECURE_SCORE_API_BASE:-$resource}
login=${SECURE_SCORE_LOGIN:-https://login.microsoftonline.com}
check_root SECURE_SCORE_API_BASE "$base"
check_root SECURE_SCORE_LOGIN "$login"

# What came stays in a private folder, as a token is among it. What is published is written beside the file: only within one
# file system the rename is one step.
work='' new=''
trap 'rm -rf "$work" "$new"' EXIT
trap 'exit 1' HUP INT TERM
work=$(mktemp -d) || fail 'there is no folder for temporary files'
answer=$work/answer
new=$(mktemp "$(dirname "$file")/.$(basename "$file").XXXXXX") || fail 'its folder is not writable'

token=${SECURE_SCORE_TOKEN:-}
if [ -n "$token" ]; then
  check_token SECURE_SCORE_TOKEN
else
  [ -n "${SECURE_SCORE_TENANT:-}" ] && [ -n "${SECURE_SCORE_CLIENT_ID:-}" ] && [ -n "${SECURE_SCORE_CLIENT_SECRET:-}" ] ||
    fail 'set SECURE_SCORE_TOKEN, or SECURE_SCORE_TENANT, SECURE_SCORE_CLIENT_ID and SECURE_SCORE_CLIENT_SECRET'
  case $SECURE_SCORE_TENANT in .* | *[!A-Za-z0-9.-]*) fail 'SECURE_SCORE_TENANT: expected an ID or a domain' ;; esac
  get_token
  check_token 'the sign-in service'
fi
get_score
take_score
chmod 644 "$new"
# Into a folder of that name, which somebody may have made meanwhile, it is not moved.
mv -f -T "$new" "$file"
