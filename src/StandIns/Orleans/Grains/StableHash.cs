namespace Orleans.Runtime;

/// <summary>
/// Hashes of ids that are the same in every process, as those of strings are not: what is kept by id is then gone through in the same order each time.
/// </summary>
internal static class StableHash
{
    /// <summary>FNV-1a over the characters.</summary>
    public static int Of(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return unchecked((int)hash);
    }
}
