cat /sys/class/misc/attributes/level
echo 12 > /sys/class/misc/attributes/level
echo twelve > /sys/class/misc/attributes/level
cat /sys/class/misc/attributes/fixed
echo now > /sys/class/misc/attributes/kick
cat /sys/class/misc/attributes/broken
cat /dev/attributes
echo 1 > /dev/attributes
