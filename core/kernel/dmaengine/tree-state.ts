/** Who gives out channels to nodes of the device tree: struct of_dma, drivers/dma/of-dma.c. Plain data. */
export interface TreeController {
  /** Address of struct of_dma. */
  readonly address: number;
  /** Address of struct device_node. */
  readonly node: number;
}

export interface DmaTree {
  controllers: TreeController[];
  /** Requests so far: where the search among entries of the same name begins. */
  requests: number;
}

export const newDmaTree = (): DmaTree => ({ controllers: [], requests: 0 });
