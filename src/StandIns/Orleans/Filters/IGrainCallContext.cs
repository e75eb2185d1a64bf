using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call, as filters see it.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain, or the reference to it on the caller's side.</summary>
    object Grain { get; }

    /// <summary>The grain that calls; null if the caller is none.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The method of the grain interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The full name of the grain interface.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>What the call returned, after <see cref="Invoke"/>. A filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Goes on: the next filter, and at the end the call.</summary>
    Task Invoke();
}
