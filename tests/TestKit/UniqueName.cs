using System.Security.Cryptography;

namespace Orchestrator.TestKit;

/// <summary>Names that no other test run uses, so that tests share a server and an engine without meeting.</summary>
public static class UniqueName
{
    /// <summary>The prefix, a hyphen and eight hexadecimal digits: valid as a DNS label where the prefix is.</summary>
    public static string Of(string prefix) => $"{prefix}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
