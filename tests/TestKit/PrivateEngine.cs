using System.Globalization;

namespace Orchestrator.TestKit;

/// <summary>A Docker engine for one test, beside the shared one, which may be ended, killed and started again.</summary>
public sealed class PrivateEngine : IAsyncDisposable
{
    private readonly string folder;
    private readonly Dictionary<string, string?> settings;
    private bool _small;

    private PrivateEngine(string folder, bool liveRestore)
    {
        this.folder = folder;
        settings = new() { ["ENGINE_LIVE_RESTORE"] = liveRestore ? "true" : "false" };
    }

    /// <summary>Its address. The same after a restart.</summary>
    public Uri Address { get; private set; } = new("unix:///");

    /// <summary>Starts a new engine that holds the images of <see cref="Images"/>.</summary>
    /// <param name="liveRestore">Whether containers go on while the engine is down. Otherwise it stops them in <see cref="HaltAsync"/>.</param>
    public static async Task<PrivateEngine> CreateAsync(bool liveRestore = true)
    {
        var engine = new PrivateEngine(TestEnvironment.NewServerFolder("engine"), liveRestore);
        await engine.StartAsync();
        await Images.EnsureAsync(engine.Address);
        return engine;
    }

    /// <summary>Starts a new engine whose disk holds no more than this. It starts with the images of <see cref="Images"/>.</summary>
    public static async Task<PrivateEngine> CreateSmallAsync(int mebibytes)
    {
        var engine = new PrivateEngine(TestEnvironment.NewServerFolder("engine"), liveRestore: true) { _small = true };
        (await new ShellCommand { Program = "mount", Arguments = ["-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", engine.folder] }.RunAsync()).Succeeded();
        await engine.StartAsync();
        await Images.EnsureAsync(engine.Address);
        return engine;
    }

    /// <summary>Starts the engine again after it was halted or killed.</summary>
    public async Task StartAsync() => Address = new Uri(await ServerCommand.RunAsync(settings, "engine", "start", folder));

    /// <summary>Ends the engine in order.</summary>
    public Task HaltAsync() => ServerCommand.RunAsync(settings, "engine", "halt", folder);

    /// <summary>Ends the engine with SIGKILL, as a crash would; its containers go on, whatever it was created with.</summary>
    public Task KillAsync() => ServerCommand.RunAsync(settings, "engine", "kill", folder);

    /// <summary>Freezes the engine (SIGSTOP): it takes connections, and answers nothing.</summary>
    public void Freeze() => Signal(NativeMethods.SigStop);

    /// <summary>Lets a frozen engine go on.</summary>
    public void Thaw() => Signal(NativeMethods.SigCont);

    /// <summary>Removes its containers and networks and everything else of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await ServerCommand.RunAsync(settings, "engine", "stop", folder);
        if (_small)
        {
            (await new ShellCommand { Program = "umount", Arguments = [folder] }.RunAsync()).Succeeded();
        }

        Directory.Delete(folder, recursive: true);
    }

    private void Signal(int signal)
    {
        var file = Path.Combine(Path.GetDirectoryName(Address.AbsolutePath)!, "docker.pid");
        var processId = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        if (NativeMethods.Kill(processId, signal) != 0)
        {
            throw new InvalidOperationException($"The engine's process {processId} takes no signal {signal}.");
        }
    }
}
