# shellcheck shell=sh
# supervisord starts a program that fell again at once. `pace NAME`, at the beginning of its start, gives one that falls
# straight away some seconds between its tries, so that an outage elsewhere does not cost a whole core.
pace() {
    last=$(stat -c %Y "started.$1" 2>/dev/null || echo 0)
    now=$(date +%s)
    touch "started.$1"
    [ $((now - last)) -ge 4 ] || sleep 2
}
