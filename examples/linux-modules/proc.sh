cat /proc/bench/lines
echo 1 > /proc/bench/lines
cat /proc/bench/lines
echo none > /proc/bench/lines
cat /proc/bench/once
cat /proc/bench/none
