cat /sys/bus/ownbus_demo/version
