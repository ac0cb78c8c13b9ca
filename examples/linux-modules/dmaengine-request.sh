cat /sys/kernel/debug/dmaengine/summary
