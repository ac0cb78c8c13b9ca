// exit: 1
// expect: error: #ifdef without #endif
#ifdef X
int main(void) { return 0; }
