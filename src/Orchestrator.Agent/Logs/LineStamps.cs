using System.Buffers;

namespace Orchestrator.Agent.Logs;

/// <summary>
/// Keeps one time to a line. The engine cuts lines that are longer than 16 KiB, and puts the time before each part: the further ones are no text of the container. No
/// more than a stamp is held back, however long a line is.
/// </summary>
internal sealed class LineStamps
{
    private const int PartBytes = 16 * 1024;
    private const string Form = "dddd-dd-ddTdd:dd:dd.dddddddddZ ";

    private readonly byte[] _held = new byte[Form.Length];
    private int _heldBytes;
    private int _content;
    private bool _inStamp = true;

    /// <summary>The text without the times inside lines.</summary>
    public ReadOnlyMemory<byte> Filter(ReadOnlySpan<byte> text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + Form.Length);
        while (!text.IsEmpty)
        {
            var taken = _inStamp ? CopyStamp(text, output) : _content == PartBytes ? Hold(text, output) : CopyContent(text, output);
            text = text[taken..];
        }

        return output.WrittenMemory;
    }

    /// <summary>What was held back when the text ends.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        var rest = _held[.._heldBytes];
        _heldBytes = 0;
        return rest;
    }

    // The time before a line, up to the space behind it.
    private int CopyStamp(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var end = text.IndexOf((byte)' ');
        var count = end < 0 ? text.Length : end + 1;
        _inStamp = end < 0;
        _content = 0;
        output.Write(text[..count]);
        return count;
    }

    private int CopyContent(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var end = text.IndexOf((byte)'\n');
        var count = Math.Min(end < 0 ? text.Length : end + 1, PartBytes - _content);
        if (end >= 0 && end < PartBytes - _content)
        {
            _inStamp = true;
        }

        _content += count;
        output.Write(text[..count]);
        return count;
    }

    // A part is full and the line goes on: what follows is a time, or the line's end.
    private int Hold(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var (expected, got) = (Form[_heldBytes], text[0]);
        if (expected == 'd' ? char.IsAsciiDigit((char)got) : expected == got)
        {
            _held[_heldBytes++] = got;
            if (_heldBytes == Form.Length)
            {
                (_heldBytes, _content) = (0, 0);
            }

            return 1;
        }

        output.Write(_held.AsSpan(0, _heldBytes));
        (_heldBytes, _content) = (0, 0);
        return 0;
    }
}
