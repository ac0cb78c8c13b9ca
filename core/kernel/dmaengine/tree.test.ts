import { describe, expect, it } from 'vitest';
import type { HardwareDevice } from '../hardware';
import { PROVIDER_INIT, providerSource } from './provider-source';
import { ZynqBench } from './zynq-bench';

const node = (name: string, compatible: string, properties: HardwareDevice['properties']): HardwareDevice => ({ name, compatible: [compatible], reg: [], interrupts: [], properties });
const ENGINE = node('engine', 'test,engine', { phandle: [7], '#dma-cells': [1] });
const ROUTER = node('router', 'test,router', { phandle: [8], '#dma-cells': [2] });
const client = (properties: HardwareDevice['properties']): HardwareDevice => node('user', 'test,user', properties);

const FUNCTIONS = `
static struct device_node *engine, *router, *user;
static struct platform_device *consumer;
static void __maybe_unused find(void)
{
	engine = of_find_node_by_name(NULL, "engine");
	router = of_find_node_by_name(NULL, "router");
	user = of_find_node_by_name(NULL, "user");
	consumer = platform_device_register_simple("consumer", -1, NULL, 0);
	consumer->dev.of_node = user;
}
static void __maybe_unused show(const char *what, struct dma_chan *c)
{
	if (IS_ERR_OR_NULL(c))
		pr_info("%s: %ld\\n", what, PTR_ERR(c));
	else
		pr_info("%s: %s\\n", what, dma_chan_name(c));
}
static void __maybe_unused *route(struct of_phandle_args *spec, struct of_dma *ofdma)
{
	pr_info("route %d to %d\\n", spec->args[0], spec->args[1]);
	if (spec->args[1] == 99)
		return ERR_PTR(-EINVAL);
	spec->np = engine;
	spec->args[0] = spec->args[1];
	spec->args_count = 1;
	return (void *)0x1234;
}
static void __maybe_unused unroute(struct device *dev, void *data) { pr_info("unroute %lx\\n", (unsigned long)data); }
static struct dma_router routes = { .route_free = unroute };
static int refuse;
static int __maybe_unused configure(struct dma_chan *c) { return refuse; }
static bool __maybe_unused number(struct dma_chan *c, void *p) { return c->chan_id == *(u32 *)p; }
static struct of_dma_filter_info __maybe_unused info;
`;

function ask(body: string, properties: HardwareDevice['properties'], profile = 'linux-6.1'): string[] {
  const bench = new ZynqBench(profile, { builtInDrivers: false }, [ENGINE, ROUTER, client(properties)]);
  return bench.drive(PROVIDER_INIT, providerSource(`	fresh(dev);\n	dma_cap_set(DMA_SLAVE, dma.cap_mask);\n	dma_async_device_register(&dma);\n	find();\n	routes.dev = dev;${body}`, FUNCTIONS));
}

const NAMES = { dmas: [7, 2, 7, 9], 'dma-names': ['rx', 'tx'] };

describe('channels by the device tree', () => {
  it('come from whoever registered for the node', () => {
    expect(ask(`
	show("early", dma_request_chan(&consumer->dev, "rx"));
	pr_info("too little %d %d\\n", of_dma_controller_register(NULL, of_dma_xlate_by_chan_id, &dma), of_dma_controller_register(engine, NULL, &dma));
	pr_info("register %d\\n", of_dma_controller_register(engine, of_dma_xlate_by_chan_id, &dma));
	show("rx", dma_request_chan(&consumer->dev, "rx"));
	show("busy", dma_request_chan(&consumer->dev, "rx"));
	show("no such channel", dma_request_chan(&consumer->dev, "tx"));
	show("no such name", dma_request_chan(&consumer->dev, "aux"));
	of_dma_controller_free(engine);
	show("late", dma_request_chan(&consumer->dev, "tx"));`, NAMES)).toEqual([
      'early: -517', 'OF: dma: of_dma_controller_register: not enough information provided', 'OF: dma: of_dma_controller_register: not enough information provided', 'too little -22 -22', 'register 0',
      'rx: dma0chan2', 'busy: -19', 'no such channel: -19', 'no such name: -19', 'late: -517',
    ]);
  });

  it('are not there for nodes that name none', () => {
    const missing = (properties: HardwareDevice['properties']): string[] => ask('	show("rx", dma_request_chan(&consumer->dev, "rx"));', properties);
    expect(missing({})).toEqual(['rx: -19']);
    expect(missing({ dmas: [7, 0] })).toEqual(["OF: dma: of_dma_request_slave_channel: dma-names property of node '/user' missing or empty", 'rx: -19']);
  });

  it('may be found by a filter with the cell as its parameter', () => {
    expect(ask(`
	info.dma_cap = dma.cap_mask;
	of_dma_controller_register(engine, of_dma_simple_xlate, &info);
	show("no filter", dma_request_chan(&consumer->dev, "rx"));
	info.filter_fn = number;
	show("rx", dma_request_chan(&consumer->dev, "rx"));`, NAMES)).toEqual(['no filter: -19', 'rx: dma0chan2']);
  });

  it('with the same name are tried in turn, beginning elsewhere each time', () => {
    expect(ask(`
	of_dma_controller_register(engine, of_dma_xlate_by_chan_id, &dma);
	show("first", dma_request_chan(&consumer->dev, "rx"));
	show("second", dma_request_chan(&consumer->dev, "rx"));
	show("third", dma_request_chan(&consumer->dev, "rx"));`, { dmas: [7, 0, 7, 1], 'dma-names': ['rx', 'rx'] })).toEqual(['first: dma0chan1', 'second: dma0chan0', 'third: -19']);
  });

  it('may lie behind a router, whose route ends with the channel', () => {
    expect(ask(`
	struct dma_chan *c;
	pr_info("too little %d\\n", of_dma_router_register(router, NULL, &routes));
	pr_info("register %d\\n", of_dma_router_register(router, route, &routes));
	show("no engine", dma_request_chan(&consumer->dev, "rx"));
	of_dma_controller_register(engine, of_dma_xlate_by_chan_id, &dma);
	c = dma_request_chan(&consumer->dev, "rx");
	show("rx", c);
	pr_info("data %lx %d\\n", (unsigned long)c->route_data, c->router == &routes);
	dma_release_channel(c);
	pr_info("free %d\\n", c->router == NULL);
	show("no route", dma_request_chan(&consumer->dev, "bad"));
	show("no channel", dma_request_chan(&consumer->dev, "far"));
	dma.device_router_config = configure;
	refuse = -EBUSY;
	show("refused", dma_request_chan(&consumer->dev, "rx"));
	refuse = 0;
	show("rx", dma_request_chan(&consumer->dev, "rx"));`, { dmas: [8, 5, 1, 8, 6, 99, 8, 7, 50], 'dma-names': ['rx', 'bad', 'far'] })).toEqual([
      'OF: dma: of_dma_router_register: not enough information provided', 'too little -22', 'register 0',
      'route 5 to 1', 'unroute 1234', 'no engine: -517', 'route 5 to 1', 'rx: dma0chan1', 'data 1234 1', 'unroute 1234', 'free 1',
      'route 6 to 99', 'no route: -19', 'route 7 to 50', 'unroute 1234', 'no channel: -19', 'route 5 to 1', 'unroute 1234', 'refused: -16', 'route 5 to 1', 'rx: dma0chan1',
    ]);
  });

  it('name the router in the summary', () => {
    const bench = new ZynqBench('linux-6.1', { builtInDrivers: false }, [ENGINE, ROUTER, client({ dmas: [8, 5, 1], 'dma-names': 'rx' })]);
    bench.drive(PROVIDER_INIT, providerSource('	fresh(dev);\n	dma_async_device_register(&dma);\n	find();\n	routes.dev = dev;\n	of_dma_router_register(router, route, &routes);\n	of_dma_controller_register(engine, of_dma_xlate_by_chan_id, &dma);\n	show("rx", dma_request_chan(&consumer->dev, "rx"));', FUNCTIONS));
    expect(bench.run('cat /sys/kernel/debug/dmaengine/summary')[1]).toBe(' dma0chan1    | consumer:rx (via router: provider)');
  });
});
