using System.Net;

namespace Orchestrator.Agent.Addresses;

/// <summary>
/// Gives out the addresses of one IPv4 subnet. An address that is given back is not given out again before all others were, so that a client that still has it
/// does not meet another pod.
/// </summary>
public sealed class AddressPool
{
    private readonly HashSet<uint> _taken = [];
    private readonly Lock _lock = new();
    private readonly uint _first;
    private readonly uint _last;
    private uint _next;

    /// <summary>A pool over a subnet, without its network, gateway and broadcast addresses.</summary>
    /// <param name="subnet">CIDR notation, such as <c>10.88.0.0/16</c>.</param>
    /// <param name="gateway">The bridge's own address.</param>
    public AddressPool(string subnet, string gateway)
    {
        var network = IPNetwork.Parse(subnet);
        var size = 1u << (32 - network.PrefixLength);
        var start = ToNumber(network.BaseAddress);
        (_first, _last) = (start + 1, start + size - 2);
        _next = _first;
        _taken.Add(ToNumber(IPAddress.Parse(gateway)));
    }

    /// <summary>Takes a free address; null where there is none left.</summary>
    public string? Take()
    {
        lock (_lock)
        {
            for (var tries = _last - _first + 1; tries > 0; tries--)
            {
                var candidate = _next;
                _next = _next == _last ? _first : _next + 1;
                if (_taken.Add(candidate))
                {
                    return ToAddress(candidate);
                }
            }

            return null;
        }
    }

    /// <summary>Takes this very address; false where it is taken, or none of the subnet.</summary>
    public bool TryReserve(string address) => Mark(address, out var free) && free;

    /// <summary>Marks an address as taken, because something found has it; false where it is no address of the subnet.</summary>
    public bool Adopt(string address) => Mark(address, out _);

    /// <summary>Gives an address back.</summary>
    public void Return(string address)
    {
        lock (_lock)
        {
            _taken.Remove(ToNumber(IPAddress.Parse(address)));
        }
    }

    private bool Mark(string address, out bool free)
    {
        free = false;
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return false;
        }

        var number = ToNumber(parsed);
        lock (_lock)
        {
            if (number < _first || number > _last)
            {
                return false;
            }

            free = _taken.Add(number);
            return true;
        }
    }

    private static uint ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out var written) && written == 4
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : throw new ArgumentException($"'{address}' is not an IPv4 address.", nameof(address));
    }

    private static string ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}
