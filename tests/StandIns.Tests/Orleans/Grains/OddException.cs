namespace StandIns.Tests.Silos;

/// <summary>An exception that nobody made a serializer for.</summary>
#pragma warning disable CA1032 // It is thrown in one way only.
public sealed class OddException(string message) : Exception(message);
#pragma warning restore CA1032
