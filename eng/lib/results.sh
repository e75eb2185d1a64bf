# Sourced by eng/test: reads the result files (TRX) that `dotnet test` writes.

# trx_counts FILE: prints total, passed, failed and skipped. A test counts as skipped when it was listed and not executed.
trx_counts() {
  awk 'match($0, /<Counters [^>]*/) {
      line = substr($0, RSTART, RLENGTH)
      total = field("total"); passed = field("passed")
      failed = field("failed") + field("error") + field("timeout") + field("aborted")
      print total, passed, failed, total - field("executed"); found = 1
    }
    function field(name) { return match(line, " " name "=\"[0-9]+") ? substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : 0 }
    END { exit !found }' "$1"
}

# trx_crashed FILE: the test host ended before its tests did.
trx_crashed() { grep -q -e '<ResultSummary outcome="\(Aborted\|Error\)"' -e 'Test host process crashed' -e 'Test Run Aborted' "$1"; }

# trx_failures FILE: the name of each failed test, and under it what it said.
trx_failures() {
  awk 'BEGIN { RS = "<UnitTestResult " }
    NR > 1 && /^[^>]* outcome="Failed"/ {
      name = $0; sub(/.*testName="/, "", name); sub(/".*/, "", name)
      message = ""
      if (match($0, /<Message>[^<]*/)) message = substr($0, RSTART + 9, RLENGTH - 9)
      stack = ""
      if (match($0, /<StackTrace>[^<]*/)) stack = substr($0, RSTART + 12, RLENGTH - 12)
      print "FAILED " plain(name)
      show(message, 30); show(stack, 8)
    }
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
      gsub(/&#x[Dd];/, "", text); gsub(/&#x[Aa];/, "\n", text); gsub(/&amp;/, "\\&", text)
      return text
    }
    function show(text, most,   lines, count, i) {
      count = split(plain(text), lines, "\n")
      for (i = 1; i <= count && i <= most; i++) print "    " lines[i]
    }' "$1"
}
