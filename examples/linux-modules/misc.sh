echo twelve bytes and more > /dev/bench
cat /dev/bench
