using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestrator.Resources.Serialization;

/// <summary>Reads YAML into nodes. Bounds the depth, so that no document exhausts the stack.</summary>
internal sealed class YamlReader(IParser parser)
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    /// <summary>A stream that merges more than this was made to exhaust memory.</summary>
    private const int MergedMembersMax = 100_000;

    private int _mergedMembers;
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];

    /// <summary>The documents of a stream; those that are empty are left out.</summary>
    public static List<YamlNode> ReadAll(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        var documents = new List<YamlNode>();
        parser.Consume<StreamStart>();
        while (!parser.TryConsume<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            var root = new YamlReader(parser).Read(0);
            parser.Consume<DocumentEnd>();
            if (root is not YamlNode.Literal { Json: "null" })
            {
                documents.Add(root);
            }
        }

        return documents;
    }

    private YamlNode Read(int depth)
    {
        if (depth > ResourceDecoder.DepthMax)
        {
            throw Fault(parser.Current!, $"nested deeper than {ResourceDecoder.DepthMax}");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var node) ? node : throw Fault(alias, $"*{alias.Value} names nothing that came before and is complete");
        }

        var start = parser.Current as NodeEvent ?? throw Fault(parser.Current!, "expected a value");
        var read = start switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadList(depth),
            _ => ReadMap(depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = read;
        }

        return read;
    }

    private YamlNode ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        if (HasHalfPair(scalar.Value))
        {
            throw Fault(scalar, "half of a surrogate pair is no character");
        }

        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.IsNonSpecific ? TagPrefix + "str" : scalar.Tag.Value;
        if (tag == TagPrefix + "str" || tag.Length == 0 && scalar.Style != ScalarStyle.Plain)
        {
            return new YamlNode.Text(scalar.Value);
        }

        var json = YamlScalars.Resolve(scalar.Value);
        var fits = tag switch
        {
            "" => true,
            TagPrefix + "null" => json == "null",
            TagPrefix + "bool" => json is "true" or "false",
            TagPrefix + "int" or TagPrefix + "float" => json is not (null or "null" or "true" or "false"),
            _ => throw Fault(scalar, $"the tag {tag} is not known"),
        };
        return !fits ? throw Fault(scalar, $"the value does not fit its tag {tag}") : json is null ? new YamlNode.Text(scalar.Value) : new YamlNode.Literal(json);
    }

    private YamlNode.List ReadList(int depth)
    {
        CheckTag(parser.Consume<SequenceStart>(), "seq");
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(depth + 1));
        }

        return new YamlNode.List(items.ToImmutable());
    }

    private YamlNode.Map ReadMap(int depth)
    {
        var first = parser.Consume<MappingStart>();
        CheckTag(first, "map");
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>();
        var merged = new List<YamlNode.Map>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!;
            var isMerge = start is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var key = Read(depth + 1);
            var value = Read(depth + 1);
            if (isMerge)
            {
                merged.AddRange(MergeSources(start, value));
            }
            else
            {
                members.Add(new(KeyText(start, key), value));
            }
        }

        Merge(first, members, merged);
        return new YamlNode.Map(members.ToImmutable());
    }

    private static IEnumerable<YamlNode.Map> MergeSources(ParsingEvent at, YamlNode value) => value switch
    {
        YamlNode.Map map => [map],
        YamlNode.List list when list.Items.All(item => item is YamlNode.Map) => list.Items.Cast<YamlNode.Map>(),
        _ => throw Fault(at, "<< takes a mapping or a list of mappings"),
    };

    /// <summary>A merged member counts only where the mapping itself, or an earlier source, has none of that name.</summary>
    private void Merge(ParsingEvent at, ImmutableArray<KeyValuePair<string, YamlNode>>.Builder members, List<YamlNode.Map> sources)
    {
        var taken = members.Select(member => member.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            _mergedMembers += source.Members.Length;
            if (_mergedMembers > MergedMembersMax)
            {
                throw Fault(at, "its merges expand to too much");
            }

            members.AddRange(source.Members.Where(member => taken.Add(member.Key)));
        }
    }

    private static string KeyText(ParsingEvent at, YamlNode key) => key switch
    {
        YamlNode.Text text => text.Value,
        YamlNode.Literal { Json: not "null" } literal => literal.Json,
        _ => throw Fault(at, "a key must be text"),
    };

    // Escapes can write what no UTF-8 can hold.
    private static bool HasHalfPair(string text)
    {
        var rest = text.AsSpan();
        for (var at = IndexOfHalf(rest); at >= 0; at = IndexOfHalf(rest))
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done)
            {
                return true;
            }

            rest = rest[(at + length)..];
        }

        return false;
    }

    private static int IndexOfHalf(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF');

    private static void CheckTag(NodeEvent start, string plain)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && start.Tag.Value != TagPrefix + plain)
        {
            throw Fault(start, $"the tag {start.Tag.Value} is not known");
        }
    }

    private static YamlException Fault(ParsingEvent at, string message) => new(at.Start, at.End, message);
}
