#!/bin/sh
# Asks the Defender API for the score and publishes the answer as a file, for <secure-score-gauge src="…">.
#
#   publish-snapshot.sh FILE
#
# FILE is replaced in one step, and only by a good answer: on any failure it stays as it was, and the exit status
# is not 0. Needs curl 7.55 or later, and jq.
#
#   SECURE_SCORE_TOKEN          a bearer token for https://api.securitycenter.microsoft.com; or, to get one here
#                               as an application (permission Score.Read.All), these three:
#   SECURE_SCORE_TENANT         the directory (tenant) ID
#   SECURE_SCORE_CLIENT_ID      the application (client) ID
#   SECURE_SCORE_CLIENT_SECRET  the client secret
#   SECURE_SCORE_API_BASE       root of the API; default https://api.securitycenter.microsoft.com
#   SECURE_SCORE_LOGIN          root of the sign-in service; default https://login.microsoftonline.com
#   SECURE_SCORE_METRIC         secure-score (default) or exposure-score
set -eu

# The audience of every token, whichever host is asked.
resource=https://api.securitycenter.microsoft.com

fail() {
  printf 'publish-snapshot: %s; %s is unchanged\n' "$1" "${file:-the file}" >&2
  exit 1
}

# Only https, except loopback: what is sent is a secret. A redirect is never followed, for the same reason.
# --disable: a .curlrc that follows redirects or traces must not have a say.
ask() {
  case $1 in
    https://*) protocol='=https' ;;
    http://localhost[:/]* | http://127.0.0.1[:/]* | 'http://[::1]'[:/]*) protocol='=http' ;;
    *) fail "the address must start with https://, not \"$1\"" ;;
  esac
  url=$1
  shift
  curl --disable --silent --show-error --proto "$protocol" --max-time 30 --retry 3 --retry-max-time 120 \
    --max-filesize 65536 --header 'Accept: application/json' --write-out '%{http_code}' "$@" "$url"
}

# The codes of an error answer, for a person: never the free text, and never a control character.
reason() {
  jq -r '.error | if type == "object" then "\(.code) \(.target // "")" else . end' "$answer" 2>/dev/null |
    tr -cd '[:alnum:] _-' | cut -c 1-120
}

# Secrets go to curl through its standard input: an argument can be read by every user of the machine.
get_token() {
  status=$(printf '%s' "$SECURE_SCORE_CLIENT_SECRET" |
    ask "${SECURE_SCORE_LOGIN:-https://login.microsoftonline.com}/$SECURE_SCORE_TENANT/oauth2/v2.0/token" \
      --output "$answer" --data grant_type=client_credentials --data-urlencode "client_id=$SECURE_SCORE_CLIENT_ID" \
      --data-urlencode "scope=$resource/.default" --data-urlencode client_secret@-) ||
    fail 'the sign-in service could not be asked'
  [ "$status" = 200 ] || fail "the sign-in service answered $status ($(reason)), 200 was expected"
  token=$(jq -er '.access_token | strings' "$answer") || fail 'the sign-in service gave no access_token'
  : >"$answer"
}

get_score() {
  base=${SECURE_SCORE_API_BASE:-$resource}
  status=$(printf 'Authorization: Bearer %s\n' "$token" |
    ask "${base%/}/api/$path" --output "$answer" --header @-) ||
    fail 'the API could not be asked'
  [ "$status" = 200 ] || fail "the API answered $status ($(reason)), 200 was expected"
}

# What the widget accepts: at most 64 KiB, one object with a number "score" and an instant "time".
check_score() {
  [ "$(wc -c <"$answer")" -le 65536 ] || fail 'the answer is larger than 64 KiB'
  jq -es 'length == 1 and (.[0] | type == "object" and (.score | type == "number" and . >= 0)
    and (.time | type == "string" and test(
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})$")))' \
    "$answer" >/dev/null 2>&1 ||
    fail 'the answer is not a score: a JSON object with a number "score" and a time "time" was expected'
}

[ $# -eq 1 ] && [ -n "$1" ] || { echo 'usage: publish-snapshot.sh FILE' >&2; exit 2; }
file=$1
command -v curl >/dev/null || fail 'curl is not installed'
command -v jq >/dev/null || fail 'jq is not installed'

case ${SECURE_SCORE_METRIC:-secure-score} in
  secure-score) path=configurationScore ;;
  exposure-score) path=exposureScore ;;
  *) fail "SECURE_SCORE_METRIC must be secure-score or exposure-score, not \"$SECURE_SCORE_METRIC\"" ;;
esac

# Beside the file and not in /tmp: only within one file system is the rename one step.
answer=$(mktemp "$(dirname "$file")/.$(basename "$file").XXXXXX") || fail 'its folder is not writable'
trap 'rm -f "$answer"' EXIT
trap 'exit 1' HUP INT TERM

token=${SECURE_SCORE_TOKEN:-}
if [ -z "$token" ]; then
  [ -n "${SECURE_SCORE_TENANT:-}" ] && [ -n "${SECURE_SCORE_CLIENT_ID:-}" ] && [ -n "${SECURE_SCORE_CLIENT_SECRET:-}" ] ||
    fail 'set SECURE_SCORE_TOKEN, or SECURE_SCORE_TENANT, SECURE_SCORE_CLIENT_ID and SECURE_SCORE_CLIENT_SECRET'
  get_token
fi
get_score
check_score
chmod 644 "$answer"
mv -f "$answer" "$file"
