using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>Applies operations to a document of its own.</summary>
internal sealed class JsonPatchRun(JsonNode? document)
{
    private JsonNode? _root = document;
    private long _copiedBytes;

    public JsonNode? Apply(IEnumerable<JsonPatchOperation> operations)
    {
        foreach (var operation in operations)
        {
            try
            {
                Apply(operation);
            }
            catch (FormatException fault)
            {
                throw new PatchException(PatchFault.Inapplicable, operation.Label, fault.Message);
            }
        }

        return _root;
    }

    private void Apply(JsonPatchOperation operation)
    {
        switch (operation.Name)
        {
            case "add":
                Add(operation.Path, operation.Value?.DeepClone());
                break;
            case "remove":
                Remove(operation.Path);
                break;
            case "replace":
                Replace(operation.Path, operation.Value?.DeepClone());
                break;
            case "move":
                Move(operation.From, operation.Path);
                break;
            case "copy":
                Add(operation.Path, Copy(operation));
                break;
            default:
                Test(operation.Path, operation.Value);
                break;
        }
    }

    private void Add(JsonPointer path, JsonNode? value)
    {
        if (path.Tokens.IsEmpty)
        {
            _root = value;
            return;
        }

        var token = path.Tokens[^1];
        switch (path.FindParent(_root))
        {
            case JsonObject map:
                map[token] = value;
                break;
            case JsonArray list:
                list.Insert(token == JsonPointer.End ? list.Count : JsonPointer.Index(token, list.Count), value);
                break;
            default:
                throw new FormatException("what is to have the value is neither an object nor a list");
        }
    }

    private JsonNode? Remove(JsonPointer path)
    {
        var value = path.Find(_root);
        if (path.Tokens.IsEmpty)
        {
            _root = null;
        }
        else if (path.FindParent(_root) is JsonArray list)
        {
            list.RemoveAt(JsonPointer.Index(path.Tokens[^1], list.Count - 1));
        }
        else
        {
            ((JsonObject)path.FindParent(_root)!).Remove(path.Tokens[^1]);
        }

        return value;
    }

    private void Replace(JsonPointer path, JsonNode? value)
    {
        path.Find(_root);
        if (path.Tokens.IsEmpty)
        {
            _root = value;
        }
        else if (path.FindParent(_root) is JsonArray list)
        {
            list[JsonPointer.Index(path.Tokens[^1], list.Count - 1)] = value;
        }
        else
        {
            path.FindParent(_root)![path.Tokens[^1]] = value;
        }
    }

    private void Move(JsonPointer from, JsonPointer path)
    {
        if (path.IsWithin(from))
        {
            throw new FormatException("a value can't be moved into itself");
        }

        Add(path, Remove(from));
    }

    /// <summary>Copies of copies double with each operation, so their bytes are counted.</summary>
    private JsonNode? Copy(JsonPatchOperation operation)
    {
        var source = operation.From.Find(_root);
        PatchPath.RequireDepth(source, $"{operation.Label}: what is copied");
        _copiedBytes += source?.ToJsonString().Length ?? 0;
        return _copiedBytes <= JsonPatch.ResultBytesMax
            ? source?.DeepClone()
            : throw new PatchException(PatchFault.TooLarge, operation.Label, $"the copies of a patch must have at most {JsonPatch.ResultBytesMax} bytes together");
    }

    private void Test(JsonPointer path, JsonNode? expected)
    {
        var value = path.Find(_root);
        if (!JsonNode.DeepEquals(value, expected))
        {
            // What is there is not said: whoever may change an object need not be allowed to read it.
            throw new FormatException($"the test failed: the value there is not {PatchPath.Describe(expected)}");
        }
    }
}
