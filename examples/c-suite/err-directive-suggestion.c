// exit: 1
// expect: unknown directive #inculde; did you mean #include?
#inculde <stdio.h>
int main(void) { return 0; }
