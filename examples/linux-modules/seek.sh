dd if=/dev/seek of=/dev/null bs=16
dd if=/dev/seek of=/dev/null bs=4 skip=2 count=1
echo ABCDEFGHIJ > /dev/seek
echo twenty characters and more > /dev/seek
