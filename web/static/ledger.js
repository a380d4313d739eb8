// The ledger: sorting, turning pages, comparing an indicator, one year alone.
(() => {
  const { clicks, send, show } = window.tiaowen;
  const top = (selector) => document.querySelector(selector)?.scrollIntoView({ block: "start" });
  let opener = null;
  clicks.ledgersort = (d) => send("ledgersorted", { column: d.ledgersort });
  clicks.ledgerturn = (d) => {
    const duties = d.ledgerturn === "duties";
    send(duties ? "dutiesturned" : "ledgerturned", { page: Number(d.page) });
    top(duties ? "#tw-duty-result" : "#tw-ledger-result");
  };
  clicks.ledgerliken = (d, button) => {
    if (d.ledgerliken) opener = button;
    send("ledgerlikened", { topic: d.ledgerliken });
  };
  clicks.ledgerdue = (d) => send("ledgerdue", { year: Number(d.ledgerdue) });
  // After the chart came or went: to it, or back to where it was asked for.
  window.tiaowen.likened = (element) => {
    const chart = element.querySelector(".tw-chart");
    if (chart) { show(chart, "nearest"); chart.focus({ preventScroll: true }); return; }
    if (opener?.isConnected) opener.focus();
    opener = null;
  };
})();
