/**
 * <linux/pci.h> of a kernel with PCI on a board without: drivers register and wait for devices that never come, searches
 * find none. Only registering is a function of the table.
 */
const pci = String.raw`
#include <linux/mod_devicetable.h>
#include <linux/types.h>
#include <linux/ioport.h>
#include <linux/list.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#define PCI_STD_RESOURCE_END 5
#define PCI_ROM_RESOURCE 6
#define DEVICE_COUNT_RESOURCE 12
struct pci_bus;
struct pci_driver;
struct pci_dev {
	struct list_head bus_list;
	struct pci_bus *bus;
	unsigned int devfn;
	unsigned short vendor;
	unsigned short device;
	unsigned short subsystem_vendor;
	unsigned short subsystem_device;
	unsigned int class;
	u8 revision;
	u8 hdr_type;
	struct pci_driver *driver;
	u64 dma_mask;
	struct device_dma_parameters dma_parms;
	struct device dev;
	unsigned int irq;
	struct resource resource[DEVICE_COUNT_RESOURCE];
	unsigned int is_busmaster:1;
	unsigned int msi_enabled:1;
	unsigned int msix_enabled:1;
	void *__private[4];
};
struct pci_error_handlers;
struct pci_driver {
	struct list_head node;
	const char *name;
	const struct pci_device_id *id_table;
	int (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	int (*suspend)(struct pci_dev *dev, pm_message_t state);
	int (*resume)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
	int (*sriov_configure)(struct pci_dev *dev, int num_vfs);
	const struct pci_error_handlers *err_handler;
	struct device_driver driver;
};
#define PCI_DEVICE(vend, dev) .vendor = (vend), .device = (dev), .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_VDEVICE(vend, dev) PCI_DEVICE(PCI_VENDOR_ID_##vend, dev)
#if !LINUX_SINCE(4, 8)
#define DEFINE_PCI_DEVICE_TABLE(table) const struct pci_device_id table[]
#endif
#define PCI_VENDOR_ID 0x00
#define PCI_DEVICE_ID 0x02
#define PCI_COMMAND 0x04
#define PCI_COMMAND_IO 0x1
#define PCI_COMMAND_MEMORY 0x2
#define PCI_COMMAND_MASTER 0x4
#define PCI_STATUS 0x06
#define PCI_REVISION_ID 0x08
#define PCI_BASE_ADDRESS_0 0x10
#define PCI_INTERRUPT_LINE 0x3c
#define PCI_IRQ_LEGACY 1
#define PCI_IRQ_MSI 2
#define PCI_IRQ_MSIX 4
#define PCI_IRQ_ALL_TYPES 7
#define pci_resource_start(dev, bar) ((dev)->resource[bar].start)
#define pci_resource_end(dev, bar) ((dev)->resource[bar].end)
#define pci_resource_flags(dev, bar) ((dev)->resource[bar].flags)
#define pci_resource_len(dev, bar) (pci_resource_end(dev, bar) == 0 ? 0 : pci_resource_end(dev, bar) - pci_resource_start(dev, bar) + 1)
#define to_pci_dev(n) container_of(n, struct pci_dev, dev)
#define pci_get_drvdata(pdev) dev_get_drvdata(&(pdev)->dev)
#define pci_set_drvdata(pdev, data) dev_set_drvdata(&(pdev)->dev, data)
#define pci_name(pdev) dev_name(&(pdev)->dev)
#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 7)
#define PCIBIOS_SUCCESSFUL 0x00
#define PCIBIOS_FUNC_NOT_SUPPORTED 0x81
#define PCI_D0 0
typedef int pci_power_t;
/* No host bridge, so no struct pci_dev: what takes one looks where its bus would be. */
struct pci_bus {
	unsigned char number;
};
static inline int __pci_nobody(struct pci_dev *dev)
{
	return dev->bus->number ? -ENODEV : -EIO;
}
#define pci_enable_device(dev) __pci_nobody(dev)
#define pci_enable_device_mem(dev) __pci_nobody(dev)
#define pci_disable_device(dev) ((void)__pci_nobody(dev))
#define pci_set_master(dev) ((void)__pci_nobody(dev))
#define pci_clear_master(dev) ((void)__pci_nobody(dev))
#define pci_request_regions(dev, name) __pci_nobody(dev)
#define pci_release_regions(dev) ((void)__pci_nobody(dev))
#define pci_request_region(dev, bar, name) __pci_nobody(dev)
#define pci_release_region(dev, bar) ((void)__pci_nobody(dev))
#define pci_save_state(dev) __pci_nobody(dev)
#define pci_restore_state(dev) ((void)__pci_nobody(dev))
#define pci_set_power_state(dev, state) __pci_nobody(dev)
#define pci_enable_msi(dev) __pci_nobody(dev)
#define pci_disable_msi(dev) ((void)__pci_nobody(dev))
#define pci_find_capability(dev, cap) (__pci_nobody(dev) ? 0 : 0)
#define pci_iomap(dev, bar, len) ((void __iomem *)(__pci_nobody(dev) ? NULL : NULL))
#define pci_iounmap(dev, addr) ((void)__pci_nobody(dev))
#define pci_ioremap_bar(dev, bar) ((void __iomem *)(__pci_nobody(dev) ? NULL : NULL))
#define pci_read_config_byte(dev, where, to) ({ u8 *__to = (to); *__to = 0xff; __pci_nobody(dev); })
#define pci_read_config_word(dev, where, to) ({ u16 *__to = (to); *__to = 0xffff; __pci_nobody(dev); })
#define pci_read_config_dword(dev, where, to) ({ u32 *__to = (to); *__to = 0xffffffff; __pci_nobody(dev); })
#define pci_write_config_byte(dev, where, value) __pci_nobody(dev)
#define pci_write_config_word(dev, where, value) __pci_nobody(dev)
#define pci_write_config_dword(dev, where, value) __pci_nobody(dev)
#define pcim_enable_device(dev) __pci_nobody(dev)
#define pcim_iomap_regions(dev, mask, name) __pci_nobody(dev)
#define pcim_iomap_table(dev) ((void __iomem **)(__pci_nobody(dev) ? NULL : NULL))
#if LINUX_SINCE(4, 8)
#define pci_alloc_irq_vectors(dev, least, most, flags) __pci_nobody(dev)
#define pci_free_irq_vectors(dev) ((void)__pci_nobody(dev))
#define pci_irq_vector(dev, nr) __pci_nobody(dev)
#endif
#define pci_get_device(vendor, device, from) ((struct pci_dev *)NULL)
#define pci_get_subsys(vendor, device, subvendor, subdevice, from) ((struct pci_dev *)NULL)
#define pci_get_class(class, from) ((struct pci_dev *)NULL)
#define pci_get_slot(bus, devfn) ((struct pci_dev *)NULL)
#define pci_get_domain_bus_and_slot(domain, bus, devfn) ((struct pci_dev *)NULL)
#if !LINUX_SINCE(3, 0)
#define pci_find_device(vendor, device, from) ((struct pci_dev *)NULL)
#endif
#define pci_dev_present(ids) 0
#define pci_dev_get(dev) (dev)
#define pci_dev_put(dev) do { } while (0)
#if !LINUX_SINCE(5, 18)
#define PCI_DMA_BIDIRECTIONAL 0
#define PCI_DMA_TODEVICE 1
#define PCI_DMA_FROMDEVICE 2
#define PCI_DMA_NONE 3
#endif
#if !LINUX_SINCE(4, 16)
#define pci_pool dma_pool
#define pci_pool_create(name, pdev, size, align, allocation) dma_pool_create(name, &(pdev)->dev, size, align, allocation)
#define pci_pool_destroy(pool) dma_pool_destroy(pool)
#define pci_pool_alloc(pool, flags, handle) dma_pool_alloc(pool, flags, handle)
#define pci_pool_free(pool, vaddr, addr) dma_pool_free(pool, vaddr, addr)
#endif
/*PROTOTYPES*/
#if !LINUX_SINCE(5, 18)
static inline struct device *__pci_dma_device(struct pci_dev *hwdev)
{
	return hwdev ? &hwdev->dev : NULL;
}
static inline void *pci_alloc_consistent(struct pci_dev *hwdev, size_t size, dma_addr_t *dma_handle)
{
	return dma_alloc_coherent(__pci_dma_device(hwdev), size, dma_handle, GFP_ATOMIC);
}
static inline void pci_free_consistent(struct pci_dev *hwdev, size_t size, void *vaddr, dma_addr_t dma_handle)
{
	dma_free_coherent(__pci_dma_device(hwdev), size, vaddr, dma_handle);
}
static inline dma_addr_t pci_map_single(struct pci_dev *hwdev, void *ptr, size_t size, int direction)
{
	return dma_map_single(__pci_dma_device(hwdev), ptr, size, (enum dma_data_direction)direction);
}
static inline void pci_unmap_single(struct pci_dev *hwdev, dma_addr_t dma_addr, size_t size, int direction)
{
	dma_unmap_single(__pci_dma_device(hwdev), dma_addr, size, (enum dma_data_direction)direction);
}
static inline dma_addr_t pci_map_page(struct pci_dev *hwdev, struct page *page, unsigned long offset, size_t size, int direction)
{
	return dma_map_page(__pci_dma_device(hwdev), page, offset, size, (enum dma_data_direction)direction);
}
static inline void pci_unmap_page(struct pci_dev *hwdev, dma_addr_t dma_address, size_t size, int direction)
{
	dma_unmap_page(__pci_dma_device(hwdev), dma_address, size, (enum dma_data_direction)direction);
}
static inline int pci_map_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction)
{
	return dma_map_sg(__pci_dma_device(hwdev), sg, nents, (enum dma_data_direction)direction);
}
static inline void pci_unmap_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction)
{
	dma_unmap_sg(__pci_dma_device(hwdev), sg, nents, (enum dma_data_direction)direction);
}
static inline void pci_dma_sync_single_for_cpu(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size, int direction)
{
	dma_sync_single_for_cpu(__pci_dma_device(hwdev), dma_handle, size, (enum dma_data_direction)direction);
}
static inline void pci_dma_sync_single_for_device(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size, int direction)
{
	dma_sync_single_for_device(__pci_dma_device(hwdev), dma_handle, size, (enum dma_data_direction)direction);
}
static inline void pci_dma_sync_sg_for_cpu(struct pci_dev *hwdev, struct scatterlist *sg, int nelems, int direction)
{
	dma_sync_sg_for_cpu(__pci_dma_device(hwdev), sg, nelems, (enum dma_data_direction)direction);
}
static inline void pci_dma_sync_sg_for_device(struct pci_dev *hwdev, struct scatterlist *sg, int nelems, int direction)
{
	dma_sync_sg_for_device(__pci_dma_device(hwdev), sg, nelems, (enum dma_data_direction)direction);
}
#if LINUX_SINCE(3, 0)
static inline int pci_dma_mapping_error(struct pci_dev *pdev, dma_addr_t dma_addr)
{
	return dma_mapping_error(&pdev->dev, dma_addr);
}
#else
#define pci_dma_mapping_error(dma_addr) dma_mapping_error(dma_addr)
#endif
static inline int pci_set_dma_mask(struct pci_dev *dev, u64 mask)
{
	return dma_set_mask(&dev->dev, mask);
}
static inline int pci_set_consistent_dma_mask(struct pci_dev *dev, u64 mask)
{
#if LINUX_SINCE(3, 0)
	return dma_set_coherent_mask(&dev->dev, mask);
#else
	dev->dev.coherent_dma_mask = mask;
	return 0;
#endif
}
#endif
#define pci_register_driver(driver) __pci_register_driver(driver, THIS_MODULE, KBUILD_MODNAME)
#define module_pci_driver(driver) module_driver(driver, pci_register_driver, pci_unregister_driver)
#ifndef KBUILD_MODNAME
#define KBUILD_MODNAME "module"
#endif
#include <linux/export.h>
`;

export const PCI: Readonly<Record<string, string>> = {
  'linux/pci.h': pci,
  'linux/pci_ids.h': '#define PCI_VENDOR_ID_INTEL 0x8086\n#define PCI_VENDOR_ID_XILINX 0x10ee\n#define PCI_VENDOR_ID_REALTEK 0x10ec\n',
};
