namespace Orchestrator.Simulations.Kernel;

/// <summary>
/// A process of the simulated world: what it has to do waits here until the simulation picks one of it. It can be frozen, which stops it and nothing else, and
/// killed, after which nothing that it would have done happens.
/// </summary>
internal sealed class SimulatedProcess : TaskScheduler
{
    private static readonly Action<object?> Run = static action => ((Action)action!)();

    private readonly Simulation _simulation;
    private readonly List<Task> _ready = [];

    public SimulatedProcess(Simulation simulation, string name)
    {
        (_simulation, Name) = (simulation, name);
        Clock = new ProcessClock(simulation, this);
    }

    public Simulation Simulation => _simulation;

    public string Name { get; }

    public ProcessClock Clock { get; }

    public bool IsFrozen { get; private set; }

    public bool IsDead { get; private set; }

    public int Ready => _ready.Count;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether it is listed among those that the simulation picks from.</summary>
    public bool IsListed { get; set; }

    /// <summary>Has it do something, at a time that the simulation picks.</summary>
    public void Post(Action action)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            new Task(Run, action).Start(this);
        }
    }

    /// <summary>Begins an asynchronous method of the process.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Stops it where it is, until it is thawed.</summary>
    public void Freeze() => IsFrozen = true;

    public void Thaw()
    {
        IsFrozen = false;
        _simulation.List(this);
    }

    /// <summary>Ends it between two of its steps.</summary>
    public void Kill()
    {
        IsDead = true;
        _ready.Clear();
    }

    /// <summary>Does one thing of what is to be done.</summary>
    public void Step(Random random)
    {
        var at = _ready.Count == 1 ? 0 : random.Next(_ready.Count);
        var task = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        TryExecuteTask(task);
        if (task.Exception is { } exception)
        {
            _simulation.Fail($"{Name}: {exception.GetBaseException()}");
        }
    }

    protected override void QueueTask(Task task)
    {
        _simulation.RequireOwnThread();
        if (!IsDead && !_simulation.IsOver)
        {
            _ready.Add(task);
            _simulation.List(this);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
