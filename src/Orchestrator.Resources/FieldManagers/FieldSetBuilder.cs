namespace Orchestrator.Resources.FieldManagers;

/// <summary>Collects fields while a document is walked.</summary>
internal sealed class FieldSetBuilder
{
    private readonly Node _root = new();

    /// <summary>Adds what is at the end of these steps.</summary>
    public void Add(IReadOnlyList<string> path)
    {
        var node = _root;
        foreach (var step in path)
        {
            node = node.Child(step);
        }

        node.IsMember = true;
    }

    /// <summary>The set of what was added.</summary>
    public FieldSet Build() => _root.Freeze();

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public bool IsMember { get; set; }

        public Node Child(string step)
        {
            if (!_children.TryGetValue(step, out var child))
            {
                child = new Node();
                _children.Add(step, child);
            }

            return child;
        }

        public FieldSet Freeze() => FieldSet.Of(IsMember, _children.Select(child => KeyValuePair.Create(child.Key, child.Value.Freeze())));
    }
}
