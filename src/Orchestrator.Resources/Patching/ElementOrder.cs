using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>
/// The order in which a patch wants the items of a list. Items that it names come in its order, the others in the order that they have, and where the two meet
/// the list as it was decides: an item that it does not name goes first only if it was before the other there.
/// </summary>
internal sealed class ElementOrder
{
    private readonly List<string> _keys;
    private readonly string _path;

    /// <summary>An order that the patch states.</summary>
    /// <exception cref="PatchException">An item of it identifies nothing.</exception>
    public ElementOrder(JsonArray wanted, string mergeKey, string path)
    {
        _path = path;
        _keys = mergeKey.Length == 0 ? ScalarList.KeysOf(wanted, path) : KeyedList.KeysOf(wanted, mergeKey, path);
    }

    /// <summary>The order that the changed items themselves come in.</summary>
    public ElementOrder(IEnumerable<string> keys)
    {
        _path = "";
        _keys = [.. keys];
    }

    /// <summary>The items in order.</summary>
    public JsonArray Arrange(IEnumerable<ListEntry> entries)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in _keys)
        {
            places.TryAdd(key, places.Count);
        }

        var groups = entries.ToLookup(entry => entry.Key is { } key && places.ContainsKey(key));
        var named = groups[true].OrderBy(entry => places[entry.Key!]).ToList();
        var result = new JsonArray();
        var next = 0;
        foreach (var other in groups[false])
        {
            while (next < named.Count && !(named[next].Live >= 0 && other.Live < named[next].Live))
            {
                result.Add(named[next++].Value);
            }

            result.Add(other.Value);
        }

        foreach (var entry in named.Skip(next))
        {
            result.Add(entry.Value);
        }

        return result;
    }

    /// <summary>Refuses changes of items that the order lacks, or that come in another order.</summary>
    public void RequireCovers(IEnumerable<string> changed)
    {
        var place = 0;
        foreach (var key in changed)
        {
            while (place < _keys.Count && _keys[place] != key)
            {
                place++;
            }

            if (place++ == _keys.Count)
            {
                throw new PatchException(PatchFault.Malformed, _path, $"must name the items of the list in the list's order; it lacks {PatchPath.Shorten(key.TrimStart('"'))} there");
            }
        }
    }
}
