using System.Text.Json.Serialization;
using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>A message that can take as long to be read as a test wants.</summary>
[Immutable]
[JsonConverter(typeof(ParcelConverter))]
public sealed record Parcel(string Text);
