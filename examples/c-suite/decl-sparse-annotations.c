#include <stdio.h>
#define __user __attribute__((noderef, address_space(1)))
#define __iomem
#define __must_check __attribute__((warn_unused_result))
#define __init __attribute__((__section__(".init.text")))
#define __force
typedef unsigned int __bitwise__be32;
static int __init start(const char __user *p) { return p != 0; }
static int __must_check must(void __iomem *p) { return p == 0; }
int main(void)
{
  printf("%d %d\n", start((__force const char __user *)"x"), must(0));
  return 0;
}
