using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Simulations.Running;

/// <summary>Runs seeds in processes of their own, each with a thread pool of one thread, which is what a simulation stands on.</summary>
internal static class Children
{
    /// <summary>The runtime's setting, which only a process' environment can hold.</summary>
    public const string ThreadsVariable = "DOTNET_ThreadPool_ForceMaxWorkerThreads";

    /// <summary>Runs a range, shared among its jobs. Each line goes to <paramref name="line"/>. Answers the highest exit code.</summary>
    public static int Run(SeedRange range, Action<string> line)
    {
        var children = Enumerable.Range(0, Math.Max(1, range.Jobs)).Select(i => Start(range with
        {
            From = range.From + (i * range.Step),
            Step = range.Step * Math.Max(1, range.Jobs),
            Count = (range.Count - i + range.Jobs - 1) / Math.Max(1, range.Jobs),
        }, line)).ToList();
        try
        {
            return Wait(children, range.KeepGoing);
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    // One that fails ends the others, unless it is to go on.
    private static int Wait(List<Process> children, bool keepGoing)
    {
        var running = children.ToDictionary(child => child.WaitForExitAsync(), child => child);
        var code = 0;
        while (running.Count > 0 && (code == 0 || keepGoing))
        {
            var ended = Task.WhenAny(running.Keys).GetAwaiter().GetResult();
            code = Math.Max(code, running[ended].ExitCode);
            running.Remove(ended);
        }

        foreach (var child in running.Values)
        {
            child.Kill();
            child.WaitForExit();
        }

        return code;
    }

    private static Process Start(SeedRange range, Action<string> line)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[ThreadsVariable] = start.Environment["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "1";

        // Each method is compiled once and for good: what is inlined later on is missing in stack traces, which silos send each other.
        start.Environment["DOTNET_TieredCompilation"] = start.Environment["DOTNET_ReadyToRun"] = "0";
        start.ArgumentList.Add(typeof(Children).Assembly.Location);
        foreach (var argument in Arguments(range))
        {
            start.ArgumentList.Add(argument);
        }

        var child = Process.Start(start) ?? throw new InvalidOperationException("the simulation could not be started");
        child.OutputDataReceived += (_, data) =>
        {
            if (data.Data is { } text)
            {
                lock (start)
                {
                    line(text);
                }
            }
        };
        child.BeginOutputReadLine();
        return child;
    }

    private static IEnumerable<string> Arguments(SeedRange range)
    {
        yield return "--from";
        yield return range.From.ToString(CultureInfo.InvariantCulture);
        yield return "--seeds";
        yield return range.Count.ToString(CultureInfo.InvariantCulture);
        yield return "--step";
        yield return range.Step.ToString(CultureInfo.InvariantCulture);
        if (range.Budget != TimeSpan.MaxValue)
        {
            yield return "--budget";
            yield return ((int)range.Budget.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (range.Plant is { } plant)
        {
            yield return "--plant";
            yield return plant;
        }

        if (range.Trace)
        {
            yield return "--trace";
        }

        if (range.KeepGoing)
        {
            yield return "--keep-going";
        }
    }
}
