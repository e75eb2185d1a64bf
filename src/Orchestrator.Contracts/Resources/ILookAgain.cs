using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>An object that owns others. What goes up says who changed and never what: the owner reads what is true when it looks.</summary>
public interface ILookAgain : IGrainWithStringKey
{
    /// <summary>Something about an owned object has changed, or it is gone.</summary>
    [OneWay]
    Task LookAgain(string childName);

    /// <summary>Any owned object may have changed, for a word of it may be lost: look at all of them, and have those that own others do the same.</summary>
    [OneWay]
    Task LookAtAll();
}
