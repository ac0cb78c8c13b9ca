echo 0x20 > /sys/module/params/parameters/number
echo -7 > /sys/module/params/parameters/number
echo 3rd > /sys/module/params/parameters/number
echo y > /sys/module/params/parameters/flag
echo perhaps > /sys/module/params/parameters/flag
echo other > /sys/module/params/parameters/word
echo 7,8,9 > /sys/module/params/parameters/list
echo 1,2,3,4,5 > /sys/module/params/parameters/list
echo 300 > /sys/module/params/parameters/tiny
echo 44 > /sys/module/params/parameters/even
echo 45 > /sys/module/params/parameters/even
cat /sys/module/params/parameters/even
