// The list of a sample, drawn as docs/sampling.md says and by nothing else of this project:
//     node another_program.mjs plan.json frame.csv 59,30
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [planFile, frameFile, sizes = ""] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8"));
const rounds = sizes.split(",").filter(Boolean).map(BigInt);
const file = readFileSync(frameFile);
const frameHash = createHash("sha256").update(file).digest("hex");
const words = (text) => text.split(" ").filter(Boolean);
const items = file.toString("utf8").trimEnd().split("\n").slice(1).map((line, place) => {
  const [key, value, group, marks] = line.split(",");
  return { place, key, value: BigInt(value), group, marks: words(marks) };
});

function number(stream, word) {
  const text = ["zhuanhu-sample-1", plan.seed, frameHash, stream, word].join("\n");
  return BigInt(`0x${createHash("sha256").update(text, "utf8").digest("hex")}`);
}

function stream(name) {
  let counter = 0;
  return (limit) => {
    for (;;) {
      const drawn = number(name, String(counter));
      counter += 1;
      if (drawn < 2n ** 256n - (2n ** 256n % limit)) return drawn % limit;
    }
  };
}

const range = (end) => Array.from({ length: Number(end) }, (_, index) => BigInt(index));
const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const monetary = plan.unit === "monetary";

// what is certain, what is open
const taken = new Map();
const take = (item, stratum, hits, round) => taken.set(item.place, { item, stratum, hits, round });
const listed = (item) => item.marks.filter((mark) => plan.take_all.includes(mark));
const open = items.filter((item) => {
  if (plan.high_value !== null && item.value >= BigInt(plan.high_value)) take(item, "high_value", 1, 1);
  else if (listed(item).length) take(item, "marked", 1, 1);
  else return !monetary || item.value > 0n;
  return false;
});

// the ways of drawing: each gives, for every round, the items hit, as often as they are hit
let running = 0n;
const ends = open.map((item) => (running += item.value));
const total = running;
function owner(fen) {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] > fen) high = middle;
    else low = middle + 1;
  }
  return open[low];
}

function inTurn(ordered) {
  let begin = 0;
  return rounds.map((size) => ordered.slice(begin, (begin += Number(size))));
}

function ofThoseLeft(places) {
  const drawn = new Set();
  return rounds.map((size, index) => {
    const left = open.filter((item) => !drawn.has(item.place));
    const hit = places(index + 1, BigInt(left.length), size).map((place) => left[Number(place)]);
    hit.forEach((item) => drawn.add(item.place));
    return hit;
  });
}

const ways = {
  record: {
    random: () => inTurn(open.map((item) => [number("ticket", item.key), item])
      .sort(([a], [b]) => ascending(a, b)).map(([, item]) => item)),
    cell: () => ofThoseLeft((round, left, size) => {
      const below = stream(`cell ${round}`);
      const turn = below(left);
      return range(size).map((cell) => {
        const [begin, end] = [(cell * left) / size, ((cell + 1n) * left) / size];
        return (turn + begin + below(end - begin)) % left;
      });
    }),
    interval: () => ofThoseLeft((round, left, size) => {
      const start = stream(`interval ${round}`)(left);
      return range(size).map((step) => (step * left + start) / size);
    }),
    sieve: () => ways.record.random(),
  },
  monetary: {
    random: () => {
      const below = stream("fen");
      return rounds.map((size) => range(size).map(() => owner(below(total))));
    },
    cell: () => rounds.map((size, index) => {
      const below = stream(`cell ${index + 1}`);
      return range(size).map((cell) => owner((cell * total + below(total)) / size));
    }),
    interval: () => rounds.map((size, index) => {
      const start = stream(`interval ${index + 1}`)(total);
      return range(size).map((step) => owner((step * total + start) / size));
    }),
    sieve: () => inTurn(open
      .map((item) => [(item.value * 2n ** 512n) / (number("ticket", item.key) + 1n), item])
      .sort(([a, one], [b, other]) => ascending(b, a) || one.place - other.place)
      .map(([, item]) => item)),
  },
};

function ofGroups() {
  const groups = new Set(items.map((item) => item.group).filter(Boolean));
  for (const group of groups) {
    const inside = items.filter((item) => item.group === group);
    const missing = plan.per_group - inside.filter((item) => taken.has(item.place)).length;
    inside.filter((item) => !taken.has(item.place))
      .sort((one, other) => ascending(number("group", one.key), number("group", other.key)))
      .slice(0, Math.max(missing, 0))
      .forEach((item) => take(item, "group", 1, 1));
  }
}

if (!rounds.length) {
  open.forEach((item) => take(item, "whole", 1, 1));
  ofGroups();
} else {
  ways[plan.unit][plan.selection]().forEach((hit, index) => {
    for (const item of hit) {
      const before = taken.get(item.place);
      if (before?.stratum === "drawn") before.hits += 1;
      else take(item, "drawn", 1, index + 1);
    }
    if (index === 0) ofGroups();
  });
}

const list = [...taken.values()].sort((a, b) => a.round - b.round || a.item.place - b.item.place);
process.stdout.write("position,key,value,group,stratum,hits,round,marks\n");
for (const { item, stratum, hits, round } of list) {
  const marks = listed(item).join(" ");
  const columns = [item.place + 1, item.key, item.value, item.group, stratum, hits, round, marks];
  process.stdout.write(`${columns.join(",")}\n`);
}
