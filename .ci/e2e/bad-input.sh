# shellcheck shell=bash
# Whatever is sent, the answer is the right code with the one error body, and the next good request is served.

answers() { # answers CODE CURL-ARGUMENT…
  local expected=$1 code
  shift
  rm -f "$WORK/error.json"
  # Of a body it refuses the server reads no more: curl may fail to send the rest after it has the answer.
  code=$(http -o "$WORK/error.json" -w '%{http_code}' "$@") || true
  echo "HTTP $code (expected $expected): $(head -c 300 "$WORK/error.json" 2>/dev/null)"
  [ "$code" = "$expected" ] || return 1
  json_holds '[.error, .message, .detail, .request_id] | all(type == "string" and length > 0)' "$WORK/error.json"
}

bad() { # bad WHAT CODE CURL-ARGUMENT…
  check "$1: $2 with the error body" answers "${@:2}"
  check "$1: the next good request is served" predict
}

huge_png() { # signature, IHDR of 30000 x 30000 RGB, an empty IDAT, IEND: 57 bytes that announce 2.7 GB of pixels
  printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0\xe9\x45\x6f\xed\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82'
}

bad_input() {
  local predict="http://$ADDRESS:8000/predict"
  : >"$WORK/empty.jpg"
  echo "this is no picture" >"$WORK/text.jpg"
  head -c 10000 "$PICTURE" >"$WORK/truncated.jpg"
  huge_png >"$WORK/huge.png"
  head -c 100000000 /dev/zero >"$WORK/big.jpg"

  bad "no file part" 400 -F other=value "$predict"
  bad "empty file" 400 -F "file=@$WORK/empty.jpg" "$predict"
  bad "text as a picture" 400 -F "file=@$WORK/text.jpg" "$predict"
  bad "truncated JPEG" 400 -F "file=@$WORK/truncated.jpg" "$predict"
  bad "PNG of 30000 x 30000" 413 -F "file=@$WORK/huge.png" "$predict"
  bad "body of 100 MB" 413 -F "file=@$WORK/big.jpg" "$predict"
  bad "wrong content type" 415 -H 'Content-Type: text/csv' --data-binary "@$PICTURE" "$predict"
  bad "unknown path" 404 "http://$ADDRESS:8000/nowhere"
  bad "wrong method" 405 "$predict"
  rm -f "$WORK/big.jpg"
}
