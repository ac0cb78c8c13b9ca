// exit: 1
// expect: error: 'linux/nothing.h': no such file
#include <linux/nothing.h>
int main(void) { return 0; }
