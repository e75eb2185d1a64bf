using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.TestKit;

/// <summary>A private image registry on a free port of loopback, which Docker engines speak to without TLS. It ends, with all that it holds, when disposed of.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    /// <summary>The user that a guarded registry lets in.</summary>
    public const string Username = "puller";

    /// <summary>That user's password.</summary>
    public const string Password = "let-me-pull";

    // The line of an htpasswd file for the two, with the cheapest bcrypt that there is.
    private const string Account = "puller:$2y$04$5xmZYncW4CKKrMn4lS2M8OUK1MZ1LueL1ev5FTMp9QHh3n5r4Se7a";
    private const string ListensAt = "listening on ";
    private const int LinesMax = 1000;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly bool _guarded;
    private readonly OutputBuffer _output = new(LinesMax);
    private readonly Task _reading;

    private TestRegistry(Process process, DirectoryInfo folder, bool guarded)
    {
        _process = process;
        _folder = folder;
        _guarded = guarded;
        process.Start();
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Host and port, as an image's reference begins.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts an empty registry.</summary>
    /// <param name="guarded">Whether it lets only <see cref="Username"/> with <see cref="Password"/> in.</param>
    public static async Task<TestRegistry> StartAsync(bool guarded = false)
    {
        var folder = Directory.CreateTempSubdirectory("orc-registry-");
        var settings = Path.Combine(folder.FullName, "settings.yml");
        var accounts = Path.Combine(folder.FullName, "accounts");
        await File.WriteAllTextAsync(accounts, Account + "\n");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: "{{folder.FullName}}/data" }, delete: { enabled: true } }
            http: { addr: "127.0.0.1:0" }
            {{(guarded ? $$"""auth: { htpasswd: { realm: test, path: "{{accounts}}" } }""" : "")}}

            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", settings]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var registry = new TestRegistry(new Process { StartInfo = start }, folder, guarded);
        try
        {
            registry.Address = await registry.ReadAddressAsync();
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }

        return registry;
    }

    /// <summary>Puts an image of an engine into the registry, and returns the reference under which it can be pulled from there.</summary>
    /// <param name="engine">The engine's address.</param>
    /// <param name="image">A reference of the image on that engine. It is left alone; the new one is taken away again.</param>
    /// <param name="name">Repository and tag that the image gets, without the registry.</param>
    public async Task<string> PushAsync(Uri engine, string image, string name)
    {
        using var client = new EngineClient(engine);
        var colon = name.LastIndexOf(':');
        var (repository, tag) = ($"{Address}/{name[..colon]}", name[(colon + 1)..]);
        await client.TagAsync(image, repository, tag);
        try
        {
            await client.PushAsync(repository, tag, _guarded ? (Username, Password, Address) : null);
        }
        finally
        {
            await client.UntagAsync($"{repository}:{tag}");
        }

        return $"{repository}:{tag}";
    }

    /// <summary>Halts it in the middle of what it does: connections stay open and nothing is answered.</summary>
    public void Freeze() => Signal(NativeMethods.SigStop);

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal(NativeMethods.SigCont);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> ReadAddressAsync()
    {
        var said = _output.FindAsync(line => line.Contains(ListensAt, StringComparison.Ordinal));
        await Task.WhenAny(said, _reading).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        if (!said.IsCompleted)
        {
            throw new InvalidOperationException($"docker-registry ended before it listened. It wrote:\n{_output}");
        }

        var line = await said;
        var from = line.IndexOf(ListensAt, StringComparison.Ordinal) + ListensAt.Length;
        return line[from..].Split('"', ' ', ',')[0];
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _output.Add(line);
        }
    }

    private void Signal(int signal)
    {
        if (NativeMethods.Kill(_process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} cannot be sent to the registry ({_process.Id})");
        }
    }
}
