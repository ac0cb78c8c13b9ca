// gcc knows __builtin_memcpy and its like, and the types below, without any header; arguments that it does not need are evaluated.
int main(void) {
  char text[16], *next = text;
  __UINT16_TYPE__ half = (__UINT16_TYPE__)-1;
  __INTPTR_TYPE__ address = (__INTPTR_TYPE__)&text;
  int calls = 0, array[4] = { 0 };
  __builtin_memset(text, 0, sizeof text);
  __builtin_strcpy(text, "abc");
  __builtin_memcpy(text + 3, "defg", 5);
  __builtin_strncpy(text + 7, "hijkl", 2);
  __builtin_prefetch(&array[calls++], 0, 3);
  __builtin_prefetch(next++);
  if (__builtin_expect(text[0] == 'a', calls++ > 0)) calls += 10;
  __builtin_printf("%s %u %s %d\n", text, half, __builtin_strchr(text, 'd'), calls);
  __builtin_printf("%d %d %d\n", (int)(next - text), __builtin_memcmp(text, "abd", 3) < 0, address == (__INTPTR_TYPE__)text);
  __builtin_printf("%d %d\n", __builtin_constant_p("text"), __builtin_constant_p(3 * 4));
  if (__builtin_strlen(text) != 9) __builtin_abort();
  return __INT64_MAX__ > __UINT32_MAX__ ? 0 : 1;
}
