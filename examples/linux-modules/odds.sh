cat /sys/module/odds/parameters/names
echo 7 > /sys/module/odds/parameters/threshold
echo 70 > /sys/module/odds/parameters/threshold
echo newlabel > /sys/module/odds/parameters/label
