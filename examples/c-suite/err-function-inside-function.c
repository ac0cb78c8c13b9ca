// exit: 1
// expect: :9:12: error: function 'second' begins inside 'first': is a '}' missing before it?
static int first(int a) {
  if (a > 0) {
    a++;
  return a;
}

static int second(void) {
  return first(2);
}
int main(void) { return second(); }
