// exit: 1
// expect: error: 'break' outside a loop or switch
// expect: error: 'continue' outside a loop
// expect: error: 'case' outside a switch
int main(void)
{
  if (1) break;
  switch (1) { default: continue; }
  case 3: ;
  return 0;
}
