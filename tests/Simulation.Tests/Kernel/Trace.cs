using System.Text;

namespace Orchestrator.Simulations.Kernel;

/// <summary>What happened, step by step, as one number: two runs that differ anywhere have different ones.</summary>
internal sealed class Trace
{
    private const ulong Prime = 1099511628211;
    private readonly TextWriter? _log;
    private ulong _hash = 14695981039346656037;

    public Trace(TextWriter? log) => _log = log;

    public ulong Hash => _hash;

    public bool IsWritten => _log is not null;

    public void Add(long number)
    {
        for (var i = 0; i < sizeof(long); i++)
        {
            _hash = unchecked((_hash ^ (byte)(number >> (8 * i))) * Prime);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            _hash = unchecked((_hash ^ octet) * Prime);
        }
    }

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public void Write(string line) => _log?.WriteLine(line);
}
