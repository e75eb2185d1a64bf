using System.Formats.Tar;
using System.Security.Cryptography;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Sandbox;

/// <summary>The image of all sandboxes of a node, which the agent makes itself: one file, <see cref="SandboxProgram"/>.</summary>
internal sealed class SandboxImage(IContainerEngine engine) : IDisposable
{
    private const string Repository = "orchestrator/sandbox";
    private const string ProgramName = "sandbox";
    private const int HashDigits = 12;
    private const UnixFileMode Executable = (UnixFileMode)0x1ED; // rwxr-xr-x

    private readonly SemaphoreSlim _turn = new(1);
    private volatile string? _reference;

    /// <summary>The image's name, which is its program's hash; it is imported where the engine does not have it.</summary>
    /// <exception cref="EngineException">It could not be.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        if (_reference is { } known)
        {
            return known;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _reference ??= await FindOrImportAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>The engine does not have it any more.</summary>
    public void Forget() => _reference = null;

    /// <summary>The image's name for a program.</summary>
    public static string ReferenceOf(byte[] program) => $"{Repository}:{Convert.ToHexStringLower(SHA256.HashData(program))[..HashDigits]}";

    private async Task<string> FindOrImportAsync(CancellationToken cancellationToken)
    {
        var architecture = (await engine.GetInfoAsync(cancellationToken)).Architecture;
        if (!SandboxProgram.Architectures.Contains(architecture))
        {
            throw new EngineException(
                EngineFault.Invalid, $"This machine's architecture is {architecture}; sandboxes, for pods of several containers, are there for {string.Join(" and ", SandboxProgram.Architectures)}.");
        }

        var program = SandboxProgram.Of(architecture);
        var reference = ReferenceOf(program);
        if (await engine.FindImageAsync(reference, cancellationToken) is null)
        {
            using var archive = Archive(program);
            await engine.ImportImageAsync(reference, archive, [$"ENTRYPOINT [\"/{ProgramName}\"]"], cancellationToken);
        }

        return reference;
    }

    private static MemoryStream Archive(byte[] program)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
        using (var content = new MemoryStream(program))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, ProgramName) { DataStream = content, Mode = Executable, ModificationTime = DateTimeOffset.UnixEpoch });
        }

        archive.Position = 0;
        return archive;
    }
}
