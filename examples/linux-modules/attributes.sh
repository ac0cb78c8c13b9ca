cat /sys/class/misc/attributes/level
echo 12 > /sys/class/misc/attributes/level
echo twelve > /sys/class/misc/attributes/level
cat /sys/class/misc/attributes/fixed
echo now > /sys/class/misc/attributes/kick
dd if=/sys/class/misc/attributes/broken of=/dev/null count=1
cat /dev/attributes
echo 1 > /dev/attributes
