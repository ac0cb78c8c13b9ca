/** FIFOs: C of our own behind the names of Linux. Not modelled: records of variable length. */
const kfifo = String.raw`
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#if LINUX_SINCE(3, 0)
struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;
	unsigned int esize;
	void *data;
};
/* recsize: bytes that hold the length of a record, 0 = elements of one size. */
#define __KFIFO_MEMBERS(element, recsize, pointer) union { struct __kfifo kfifo; element *type; const element *const_type; char (*rectype)[recsize]; pointer *ptr; pointer const *ptr_const; }
#define __STRUCT_KFIFO(element, size, recsize, pointer) struct { __KFIFO_MEMBERS(element, recsize, pointer); element buf[((size) < 2 || ((size) & ((size) - 1))) ? -1 : (size)]; }
#define __STRUCT_KFIFO_PTR(element, recsize, pointer) struct { __KFIFO_MEMBERS(element, recsize, pointer); element buf[0]; }
#define STRUCT_KFIFO(element, size) __STRUCT_KFIFO(element, size, 0, element)
#define STRUCT_KFIFO_PTR(element) __STRUCT_KFIFO_PTR(element, 0, element)
#define STRUCT_KFIFO_REC_1(size) __STRUCT_KFIFO(unsigned char, size, 1, void)
#define STRUCT_KFIFO_REC_2(size) __STRUCT_KFIFO(unsigned char, size, 2, void)
struct kfifo_rec_ptr_1 {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[1];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
struct kfifo_rec_ptr_2 {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[2];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
#define kfifo_recsize(fifo) (sizeof(*(fifo)->rectype))
struct kfifo {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[0];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
#define DECLARE_KFIFO_PTR(fifo, element) STRUCT_KFIFO_PTR(element) fifo
#define DECLARE_KFIFO(fifo, element, size) STRUCT_KFIFO(element, size) fifo
#define DEFINE_KFIFO(fifo, element, size) DECLARE_KFIFO(fifo, element, size) = { { .kfifo = { .in = 0, .out = 0, .mask = (size) - 1, .esize = sizeof(element), .data = fifo.buf } } }
#define INIT_KFIFO(fifo) ({ (fifo).kfifo.in = (fifo).kfifo.out = 0; (fifo).kfifo.mask = ARRAY_SIZE((fifo).buf) ? ARRAY_SIZE((fifo).buf) - 1 : 0; (fifo).kfifo.esize = sizeof(*(fifo).buf); (fifo).kfifo.data = (fifo).buf; })
static inline int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int bytes, unsigned int esize)
{
	unsigned int size = bytes / esize;

	while (size & (size - 1))
		size &= size - 1;
	fifo->in = 0;
	fifo->out = 0;
	fifo->esize = esize;
	fifo->data = buffer;
	fifo->mask = size < 2 ? 0 : size - 1;
	return size < 2 ? -EINVAL : 0;
}
static inline int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, unsigned int esize, gfp_t gfp)
{
	unsigned int rounded = roundup_pow_of_two(size);
	void *data;

	if (rounded < 2) {
		__kfifo_init(fifo, NULL, 0, esize);
		return -EINVAL;
	}
	data = kmalloc(rounded * esize, gfp);
	__kfifo_init(fifo, data, data ? rounded * esize : 0, esize);
	return data ? 0 : -ENOMEM;
}
static inline void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	__kfifo_init(fifo, NULL, 0, fifo->esize ? fifo->esize : 1);
}
static inline unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int count)
{
	unsigned int room = fifo->mask + 1 - (fifo->in - fifo->out);
	unsigned int at = fifo->in & fifo->mask, first;

	if (count > room)
		count = room;
	first = min(count, fifo->mask + 1 - at);
	memcpy(fifo->data + at * fifo->esize, from, first * fifo->esize);
	memcpy(fifo->data, from + first * fifo->esize, (count - first) * fifo->esize);
	fifo->in += count;
	return count;
}
static inline unsigned int __kfifo_peek(struct __kfifo *fifo, void *to, unsigned int count)
{
	unsigned int have = fifo->in - fifo->out;
	unsigned int at = fifo->out & fifo->mask, first;

	if (count > have)
		count = have;
	first = min(count, fifo->mask + 1 - at);
	memcpy(to, fifo->data + at * fifo->esize, first * fifo->esize);
	memcpy(to + first * fifo->esize, fifo->data, (count - first) * fifo->esize);
	return count;
}
static inline unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int count)
{
	count = __kfifo_peek(fifo, to, count);
	fifo->out += count;
	return count;
}
static inline unsigned int __kfifo_record(struct __kfifo *fifo, unsigned int recsize)
{
	unsigned char length[2] = { 0, 0 };

	return __kfifo_peek(fifo, length, recsize) ? length[0] | length[1] << 8 : 0;
}
static inline unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *from, unsigned int count, unsigned int recsize)
{
	unsigned char length[2] = { count, count >> 8 };

	if (count + recsize > fifo->mask + 1 - (fifo->in - fifo->out))
		return 0;
	__kfifo_in(fifo, length, recsize);
	return __kfifo_in(fifo, from, count);
}
static inline void __kfifo_skip_r(struct __kfifo *fifo, unsigned int recsize)
{
	fifo->out += __kfifo_record(fifo, recsize) + recsize;
}
/* What does not fit is dropped with the record. */
static inline unsigned int __kfifo_out_r(struct __kfifo *fifo, void *to, unsigned int count, unsigned int recsize, bool keep)
{
	unsigned int length = __kfifo_record(fifo, recsize), begin = fifo->out;

	if (fifo->in == begin)
		return 0;
	if (count > length)
		count = length;
	fifo->out += recsize;
	__kfifo_peek(fifo, to, count);
	fifo->out = keep ? begin : begin + recsize + length;
	return count;
}
static inline unsigned int __kfifo_avail_r(unsigned int room, unsigned int recsize)
{
	unsigned int most = recsize == 1 ? 255 : 65535;

	return room <= recsize ? 0 : min(room - recsize, most);
}
static inline int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long bytes, unsigned int *copied)
{
	unsigned int count = min((unsigned int)(bytes / fifo->esize), fifo->in - fifo->out);
	unsigned int at = fifo->out & fifo->mask;
	unsigned int first = min(count, fifo->mask + 1 - at);
	unsigned long left = copy_to_user(to, fifo->data + at * fifo->esize, first * fifo->esize);

	if (left)
		left += (count - first) * fifo->esize;
	else
		left = copy_to_user(to + first * fifo->esize, fifo->data, (count - first) * fifo->esize);
	count -= DIV_ROUND_UP(left, fifo->esize);
	fifo->out += count;
	*copied = count * fifo->esize;
	return left ? -EFAULT : 0;
}
static inline int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long bytes, unsigned int *copied)
{
	unsigned int count = min((unsigned int)(bytes / fifo->esize), fifo->mask + 1 - (fifo->in - fifo->out));
	unsigned int at = fifo->in & fifo->mask;
	unsigned int first = min(count, fifo->mask + 1 - at);
	unsigned long left = copy_from_user(fifo->data + at * fifo->esize, from, first * fifo->esize);

	if (left)
		left += (count - first) * fifo->esize;
	else
		left = copy_from_user(fifo->data, from + first * fifo->esize, (count - first) * fifo->esize);
	count -= DIV_ROUND_UP(left, fifo->esize);
	fifo->in += count;
	*copied = count * fifo->esize;
	return left ? -EFAULT : 0;
}
static inline int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long bytes, unsigned int *copied, unsigned int recsize)
{
	unsigned int length = __kfifo_record(fifo, recsize), begin = fifo->out, end = begin + recsize + length;
	int failed;

	*copied = 0;
	if (fifo->in == begin)
		return 0;
	fifo->out += recsize;
	failed = __kfifo_to_user(fifo, to, min(bytes, (unsigned long)length), copied);
	fifo->out = failed ? begin : end;
	return failed;
}
static inline int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long bytes, unsigned int *copied, unsigned int recsize)
{
	unsigned int most = recsize == 1 ? 255 : 65535, begin = fifo->in;
	unsigned char length[2];
	int failed;

	*copied = 0;
	if (bytes > most)
		bytes = most;
	if (bytes + recsize > fifo->mask + 1 - (fifo->in - fifo->out))
		return 0;
	length[0] = bytes;
	length[1] = bytes >> 8;
	__kfifo_in(fifo, length, recsize);
	failed = __kfifo_from_user(fifo, from, bytes, copied);
	if (failed)
		fifo->in = begin;
	return failed;
}
#define kfifo_alloc(fifo, size, gfp) __kfifo_alloc(&(fifo)->kfifo, size, sizeof(*(fifo)->type), gfp)
#define kfifo_init(fifo, buffer, size) __kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(*(fifo)->type))
#define kfifo_free(fifo) __kfifo_free(&(fifo)->kfifo)
#define kfifo_initialized(fifo) ((fifo)->kfifo.mask)
#define kfifo_esize(fifo) ((fifo)->kfifo.esize)
#define kfifo_size(fifo) ((fifo)->kfifo.mask + 1)
#define kfifo_len(fifo) ((fifo)->kfifo.in - (fifo)->kfifo.out)
#define kfifo_is_empty(fifo) ((fifo)->kfifo.in == (fifo)->kfifo.out)
#define kfifo_is_full(fifo) (kfifo_len(fifo) > (fifo)->kfifo.mask)
#define kfifo_avail(fifo) (kfifo_recsize(fifo) ? __kfifo_avail_r(kfifo_size(fifo) - kfifo_len(fifo), kfifo_recsize(fifo)) : kfifo_size(fifo) - kfifo_len(fifo))
#define kfifo_peek_len(fifo) (kfifo_recsize(fifo) ? __kfifo_record(&(fifo)->kfifo, kfifo_recsize(fifo)) : kfifo_len(fifo) * (fifo)->kfifo.esize)
#define kfifo_reset(fifo) ((void)((fifo)->kfifo.in = (fifo)->kfifo.out = 0))
#define kfifo_reset_out(fifo) ((void)((fifo)->kfifo.out = (fifo)->kfifo.in))
#define kfifo_skip(fifo) ((void)(kfifo_recsize(fifo) ? __kfifo_skip_r(&(fifo)->kfifo, kfifo_recsize(fifo)) : (void)(fifo)->kfifo.out++))
#if LINUX_SINCE(3, 13)
#define kfifo_put(fifo, value) ({ typeof(*(fifo)->type) __value = (value); __kfifo_in(&(fifo)->kfifo, &__value, 1); })
#else
#define kfifo_put(fifo, value) ({ typeof((fifo)->const_type) __value = (value); __kfifo_in(&(fifo)->kfifo, __value, 1); })
#endif
#define kfifo_get(fifo, to) ({ typeof((fifo)->type) __to = (to); __kfifo_out(&(fifo)->kfifo, __to, 1); })
#define kfifo_peek(fifo, to) ({ typeof((fifo)->type) __to = (to); __kfifo_peek(&(fifo)->kfifo, __to, 1); })
#define kfifo_in(fifo, from, n) ({ typeof((fifo)->ptr_const) __from = (from); kfifo_recsize(fifo) ? __kfifo_in_r(&(fifo)->kfifo, __from, n, kfifo_recsize(fifo)) : __kfifo_in(&(fifo)->kfifo, __from, n); })
#define kfifo_out(fifo, to, n) ({ typeof((fifo)->ptr) __to = (to); kfifo_recsize(fifo) ? __kfifo_out_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo), false) : __kfifo_out(&(fifo)->kfifo, __to, n); })
#define kfifo_out_peek(fifo, to, n) ({ typeof((fifo)->ptr) __to = (to); kfifo_recsize(fifo) ? __kfifo_out_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo), true) : __kfifo_peek(&(fifo)->kfifo, __to, n); })
#define kfifo_in_spinlocked(fifo, from, n, lock) ({ unsigned long __flags; unsigned int __done; spin_lock_irqsave(lock, __flags); __done = kfifo_in(fifo, from, n); spin_unlock_irqrestore(lock, __flags); __done; })
#define kfifo_out_spinlocked(fifo, to, n, lock) ({ unsigned long __flags; unsigned int __done; spin_lock_irqsave(lock, __flags); __done = kfifo_out(fifo, to, n); spin_unlock_irqrestore(lock, __flags); __done; })
#define kfifo_in_locked(fifo, from, n, lock) kfifo_in_spinlocked(fifo, from, n, lock)
#define kfifo_out_locked(fifo, to, n, lock) kfifo_out_spinlocked(fifo, to, n, lock)
#define kfifo_to_user(fifo, to, len, copied) (kfifo_recsize(fifo) ? __kfifo_to_user_r(&(fifo)->kfifo, to, len, copied, kfifo_recsize(fifo)) : __kfifo_to_user(&(fifo)->kfifo, to, len, copied))
#define kfifo_from_user(fifo, from, len, copied) (kfifo_recsize(fifo) ? __kfifo_from_user_r(&(fifo)->kfifo, from, len, copied, kfifo_recsize(fifo)) : __kfifo_from_user(&(fifo)->kfifo, from, len, copied))
#else
struct kfifo {
	unsigned char *buffer;
	unsigned int size;
	unsigned int in;
	unsigned int out;
	spinlock_t *lock;
};
static inline struct kfifo *kfifo_init(unsigned char *buffer, unsigned int size, gfp_t gfp, spinlock_t *lock)
{
	struct kfifo *fifo = kmalloc(sizeof(*fifo), gfp);

	if (!fifo)
		return ERR_PTR(-ENOMEM);
	fifo->buffer = buffer;
	fifo->size = size;
	fifo->in = fifo->out = 0;
	fifo->lock = lock;
	return fifo;
}
static inline struct kfifo *kfifo_alloc(unsigned int size, gfp_t gfp, spinlock_t *lock)
{
	unsigned char *buffer;
	struct kfifo *fifo;

	size = roundup_pow_of_two(size);
	buffer = kmalloc(size, gfp);
	if (!buffer)
		return ERR_PTR(-ENOMEM);
	fifo = kfifo_init(buffer, size, gfp, lock);
	if (IS_ERR(fifo))
		kfree(buffer);
	return fifo;
}
static inline void kfifo_free(struct kfifo *fifo)
{
	kfree(fifo->buffer);
	kfree(fifo);
}
static inline unsigned int kfifo_put(struct kfifo *fifo, unsigned char *from, unsigned int len)
{
	unsigned long flags;
	unsigned int at, first;

	spin_lock_irqsave(fifo->lock, flags);
	len = min(len, fifo->size - fifo->in + fifo->out);
	at = fifo->in & (fifo->size - 1);
	first = min(len, fifo->size - at);
	memcpy(fifo->buffer + at, from, first);
	memcpy(fifo->buffer, from + first, len - first);
	fifo->in += len;
	spin_unlock_irqrestore(fifo->lock, flags);
	return len;
}
static inline unsigned int kfifo_get(struct kfifo *fifo, unsigned char *to, unsigned int len)
{
	unsigned long flags;
	unsigned int at, first;

	spin_lock_irqsave(fifo->lock, flags);
	len = min(len, fifo->in - fifo->out);
	at = fifo->out & (fifo->size - 1);
	first = min(len, fifo->size - at);
	memcpy(to, fifo->buffer + at, first);
	memcpy(to + first, fifo->buffer, len - first);
	fifo->out += len;
	if (fifo->in == fifo->out)
		fifo->in = fifo->out = 0;
	spin_unlock_irqrestore(fifo->lock, flags);
	return len;
}
static inline void kfifo_reset(struct kfifo *fifo)
{
	fifo->in = fifo->out = 0;
}
static inline unsigned int kfifo_len(struct kfifo *fifo)
{
	return fifo->in - fifo->out;
}
#endif
`;

export const FIFOS: Readonly<Record<string, string>> = {
  'linux/kfifo.h': kfifo,
};
