cat /dev/bench0
cat /dev/bench1
