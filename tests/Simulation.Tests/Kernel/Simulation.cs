using System.Globalization;

namespace Orchestrator.Simulations.Kernel;

/// <summary>
/// Runs everything of all processes on one thread, one step after another: which process goes next, and what of all that it has to do, is chosen by the seed. Time
/// goes on only when nothing can run. The thread is the only one of the thread pool, so what leaves its process' scheduler runs here too, between two steps.
/// </summary>
internal sealed class Simulation : IThreadPoolWorkItem, IDisposable
{
    // So many steps at one moment mean that somebody runs in circles.
    private const int StepsAtOnceMax = 2_000_000;

    private readonly List<SimulatedProcess> _runnable = [];
    private readonly ManualResetEventSlim _ended = new();
    private readonly int _thread;
    private int _threadOfRun;
    private int _stepsAtOnce;
    private Task? _scenario;
    private long _latest;
    private readonly List<object> _kept = [];
    private string? _failure;

    // Afterwards finalizers may come from a thread of their own, and whatever they set free goes nowhere.
    private volatile bool _isOver;

    public Simulation(int seed, TextWriter? log)
    {
        Seed = seed;
        Random = new Random(seed);
        Trace = new Trace(log);
        Time = new VirtualTime(new Random(seed ^ 0x5eed));
        World = new SimulatedProcess(this, "world");
        _thread = Environment.CurrentManagedThreadId;
    }

    public int Seed { get; }

    public Random Random { get; }

    public Trace Trace { get; }

    public VirtualTime Time { get; }

    /// <summary>What is none of the processes: networks, databases, engines, users, and misfortune.</summary>
    public SimulatedProcess World { get; }

    public long Steps { get; private set; }

    /// <summary>Steps that ran on the thread pool, because something left its scheduler.</summary>
    public long Strays { get; private set; }

    public string? Failure => _failure;

    /// <summary>Runs until the scenario ends, something fails, or there is nothing left that could happen.</summary>
    public void Run(Func<Task> scenario, TimeSpan latest, TimeSpan stuckAfter)
    {
        _latest = latest.Ticks;
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
        {
            throw new InvalidOperationException("A simulation needs a thread pool of one thread: set DOTNET_ThreadPool_ForceMaxWorkerThreads=1, as eng/simulate does.");
        }

        World.Post(() => _scenario = World.RunAsync(scenario));
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        for (var steps = -1L; !_ended.Wait(stuckAfter); steps = Steps)
        {
            if (steps == Steps)
            {
                throw new SimulationFailedException($"Nothing moved for {stuckAfter.TotalSeconds:0} s: something blocks the only thread.");
            }
        }
    }

    public bool IsOver => _isOver;

    /// <summary>Ends the simulation: this must not be.</summary>
    public void Fail(string reason) => _failure ??= string.Create(
        CultureInfo.InvariantCulture, $"at {TimeSpan.FromTicks(Time.Now).TotalSeconds:0.000} s: {reason}");

    /// <summary>Something happened that the trace has to tell apart.</summary>
    public void Note(string process, string what, ReadOnlySpan<byte> detail = default)
    {
        RequireOwnThread();
        Trace.Add(Time.Now);
        Trace.Add(process);
        Trace.Add(what);
        Trace.Add(detail);
        if (Trace.IsWritten)
        {
            Trace.Write(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(Time.Now).TotalSeconds,10:0.000} {process,-10} {what}"));
        }
    }

    /// <summary>Whoever calls this runs within the simulation, or the run is worth nothing.</summary>
    public void RequireOwnThread()
    {
        if (_isOver)
        {
            return;
        }

        var current = Environment.CurrentManagedThreadId;
        if (current != _threadOfRun && (_threadOfRun != 0 || current != _thread))
        {
            var failure = $"Thread {current} entered the simulation, which runs on {_threadOfRun}:\n{Environment.StackTrace}";
            Fail(failure);
            throw new SimulationFailedException(failure);
        }
    }

    /// <summary>Keeps something until the end, so that no finalizer meets a simulation that still runs.</summary>
    public void Keep(object kept) => _kept.Add(kept);

    public void Dispose() => _ended.Dispose();

    public void List(SimulatedProcess process)
    {
        if (!process.IsListed)
        {
            process.IsListed = true;
            _runnable.Add(process);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        _threadOfRun = Environment.CurrentManagedThreadId;
        try
        {
            while (_failure is null && !HasEnded() && ThreadPool.PendingWorkItemCount == 0)
            {
                if (!Step() && !GoOn())
                {
                    Fail("nothing is left that could happen");
                }
            }

            if (_scenario?.Exception is { } exception)
            {
                Fail(exception.GetBaseException().ToString());
            }
        }
        catch (Exception exception)
        {
            Fail(exception.ToString());
        }

        if (_failure is not null || HasEnded())
        {
            _isOver = true;
            _ended.Set();
            return;
        }

        Strays++;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool HasEnded() => _scenario?.IsCompleted == true;

    private bool GoOn()
    {
        _stepsAtOnce = 0;
        return Time.GoOn(_latest);
    }

    private bool Step()
    {
        while (_runnable.Count > 0)
        {
            var at = _runnable.Count == 1 ? 0 : Random.Next(_runnable.Count);
            var process = _runnable[at];
            if (process.IsDead || process.IsFrozen || process.Ready == 0)
            {
                process.IsListed = false;
                _runnable[at] = _runnable[^1];
                _runnable.RemoveAt(_runnable.Count - 1);
                continue;
            }

            Steps++;
            Trace.Add(Steps);
            Trace.Add(process.Name);
            if (++_stepsAtOnce > StepsAtOnceMax)
            {
                Fail($"{process.Name} and others run in circles");
            }

            process.Step(Random);
            return true;
        }

        return false;
    }
}
