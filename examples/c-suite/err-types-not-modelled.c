// exit: 1
// messages: 4
// expect: :7:33: error: vector types are not modelled
// expect: :8:1: error: '_Complex' is not modelled
// expect: :10:23: error: member 'body' has a variable length
// expect: :14:1: error: '_Decimal64' is not modelled
typedef int quad __attribute__((vector_size(16)));
_Complex double z;
static int size(int n) {
  struct { char head, body[n]; } s;
  s.head = 1;
  return sizeof s;
}
_Decimal64 d;
int main(void) { return size(3); }
