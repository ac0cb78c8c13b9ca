cat /sys/kernel/debug/attrs/items
echo 7 > /sys/kernel/debug/attrs/level
echo 70 > /sys/kernel/debug/attrs/level
echo N > /sys/kernel/debug/attrs/flag
echo 0x1f > /sys/kernel/debug/attrs/hex
echo 17 > /sys/kernel/objects_set/foo/foo
cat /sys/kernel/objects_set/foo/baz
