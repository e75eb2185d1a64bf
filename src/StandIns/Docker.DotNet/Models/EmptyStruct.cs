namespace Docker.DotNet.Models;

/// <summary>The value of a map that is only a set of keys.</summary>
public struct EmptyStruct;
