"""Build the window without entering the event loop: `create(argv)`."""

from cnnviz.shell.app import create as create
