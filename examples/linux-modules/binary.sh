dd if=/sys/class/binary_demo/unit0/store of=/dev/null bs=24
dd if=/sys/class/binary_demo/unit0/store of=/dev/null bs=100 count=1 skip=0
echo -n changed > /sys/class/binary_demo/unit0/store
cat /sys/class/binary_demo/unit0/inner/endless
cat /sys/class/binary_demo/unit0/inner/failing
echo -n x > /sys/class/binary_demo/unit0/inner/failing
cat /proc/binary_items
cat /proc/binary_items
