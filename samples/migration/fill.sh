#!/bin/sh
# Fills a running sandbox: fill.sh <file of rows> [address]. A line is a path, a tab and the JSON to post there.
set -eu
address=${2:-http://localhost:8088}
while IFS="$(printf '\t')" read -r path json; do
    curl -fsS -o /dev/null -H 'Content-Type: application/json' -d "$json" "$address$path" ||
        { echo "refused: $path $json" >&2; exit 1; }
done < "$1"
