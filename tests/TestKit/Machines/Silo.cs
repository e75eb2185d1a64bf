namespace Orchestrator.TestKit.Machines;

/// <summary>A silo of a cluster: an <c>orc</c> that may be ended and started again. It keeps its name, addresses and folder.</summary>
public sealed class Silo : IAsyncDisposable
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly IReadOnlyList<string> _launcher;
    private IReadOnlyDictionary<string, string?>? _lastEnvironment;
    private OrcProcess? _orc;

    internal Silo(string name, Uri address, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, IReadOnlyList<string> launcher) =>
        (Name, Address, _arguments, _environment, _launcher) = (name, address, arguments, environment, launcher);

    /// <summary>Its name; a worker's is also that of its node.</summary>
    public string Name { get; }

    /// <summary>Where it listens for HTTP, which is the API of those that have it.</summary>
    public Uri Address { get; }

    /// <summary>Its process.</summary>
    public OrcProcess Orc => _orc ?? throw new InvalidOperationException($"The silo {Name} was not started.");

    /// <summary>Starts it, and does not wait for anything.</summary>
    /// <param name="environment">Variables beside its own, for this time.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        if (_orc is not null)
        {
            await _orc.DisposeAsync();
        }

        var all = new Dictionary<string, string?>(_environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            all[name] = value;
        }

        _orc = OrcProcess.Start(_arguments, all, _launcher);
        _lastEnvironment = environment;
    }

    /// <summary>Starts it again if it has ended, as whoever supervises services does: a silo that finds itself declared dead ends.</summary>
    public Task EnsureRunningAsync() => Orc.HasExited ? StartAsync(_lastEnvironment) : Task.CompletedTask;

    /// <summary>The last lines that it wrote, under its name.</summary>
    public string LastLines(int count = 15) => $"{Name} wrote last:\n{string.Join('\n', (_orc?.Output ?? "").Split('\n').TakeLast(count))}";

    /// <summary>The lines that hold a text, of those that it wrote last.</summary>
    public IEnumerable<string> LinesAbout(string text) => (_orc?.Output ?? "").Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_orc is not null)
        {
            await _orc.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
